import { createServer } from 'node:http';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { expect, onTestFinished, test } from 'vitest';
import { instanceAt } from './databases.ts';
import { shallowKeysOf } from './shallow.ts';

test('a read of keys fails if the database does not answer', async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  const address = silent.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const url = `http://127.0.0.1:${address.port}?ns=silent`;
  const app = initializeApp({ projectId: 'silent', databaseURL: url }, 'silent');
  onTestFinished(async () => {
    silent.closeAllConnections();
    silent.close();
    await deleteApp(app);
  });
  const credential = { getAccessToken: async () => ({ access_token: 'owner', expires_in: 3600 }) };
  const shallowKeys = shallowKeysOf({ options: { credential } }, 50);
  await expect(shallowKeys(instanceAt(app, url), 'presence/rooms')).rejects.toThrow('timeout');
});
