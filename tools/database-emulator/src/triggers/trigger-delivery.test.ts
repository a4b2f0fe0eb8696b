import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import { TriggerDelivery } from './trigger-delivery.ts';
import type { FunctionEvent } from './trigger-event.ts';
import { readRegistration } from './trigger-registration.ts';

test('an event that a function has not accepted before the stop is not sent again, and not logged', async () => {
  const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => errors.mockRestore());
  let asked = 0;
  const delivery = new TriggerDelivery(
    await functionsThatAnswer(500, () => {
      asked++;
      delivery.stop();
    }),
  );
  await delivery.deliverOutOfOrder(EVENT);
  await delivery.deliverOutOfOrder(EVENT);
  expect(asked).toBe(1);
  expect(errors).not.toHaveBeenCalled();
});

async function functionsThatAnswer(status: number, asked: () => void): Promise<{ host: string; port: number }> {
  const server = createServer((_request, response) => {
    asked();
    response.writeHead(status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return { host: '127.0.0.1', port: typeof address === 'object' && address !== null ? address.port : 0 };
}

const EVENT: FunctionEvent = {
  trigger: readRegistration(
    {
      name: 'projects/demo-presence/locations/us-central1/triggers/us-central1-mirror-0',
      path: 'status/{uid}',
      event: 'google.firebase.database.ref.v1.written',
      namespacePattern: '*',
    },
    'demo-presence',
  ),
  namespace: 'demo',
  ref: 'status/alice',
  contentType: 'application/json',
  body: '{}',
};
