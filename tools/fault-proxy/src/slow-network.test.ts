import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openSlowNetwork } from './slow-network.ts';

const DELAY_MS = 20;

/** A timer of Node can end up to a millisecond early. */
const ROUND_TRIP_MS = 2 * DELAY_MS - 2;

test('a connection takes one round trip, and each question another one', async () => {
  const start = performance.now();
  const { client, answerTo } = await setUp();
  await answerTo('one');
  const first = performance.now();
  await answerTo('two');
  expect(first - start).toBeGreaterThanOrEqual(2 * ROUND_TRIP_MS);
  expect(performance.now() - first).toBeGreaterThanOrEqual(ROUND_TRIP_MS);
  client.destroy();
});

test('data that is sent at once arrives in order', async () => {
  const { client, received } = await setUp();
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  for (const letter of letters) client.write(letter);
  await expect.poll(() => received.client).toBe(letters.join('').toUpperCase());
});

test('the end of a socket takes as long as data, and does not overtake it', async () => {
  const { client, received } = await setUp();
  await once(client, 'connect');
  client.write('last');
  const start = performance.now();
  client.destroy();
  await expect.poll(() => received.ended).toBe(true);
  expect(received.server).toBe('last');
  expect(performance.now() - start).toBeGreaterThanOrEqual(DELAY_MS - 2);
});

test('a server that does not listen ends the socket of the client', async () => {
  const network = await openSlowNetwork({ host: '127.0.0.1', port: 1 }, DELAY_MS);
  onTestFinished(() => network.close());
  await once(connect(network.port, network.host), 'close');
});

/** A server that answers in capitals, a slow network in front of it, and a client of the network. */
async function setUp() {
  const received = { client: '', server: '', ended: false };
  const listening = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('close', () => {
      received.ended = true;
    });
    socket.on('data', (data) => {
      received.server += data.toString();
      socket.write(data.toString().toUpperCase());
    });
  });
  listening.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  const network = await openSlowNetwork({ host: '127.0.0.1', port: address.port }, DELAY_MS);
  onTestFinished(async () => {
    await network.close();
    listening.close();
  });
  const client = connect(network.port, network.host);
  client.on('data', (data) => {
    received.client += data.toString();
  });
  const answerTo = async (question: string): Promise<void> => {
    client.write(question);
    await once(client, 'data');
  };
  return { client, received, answerTo };
}
