import { expect, test } from 'vitest';
import { connections } from '../kit/users/index.ts';
import { person } from './browser-person.ts';
import { isOffline } from './on-the-server.ts';

test('a user whose browser blocks all storage is online, and offline after the sign-out', async () => {
  const alice = await person('alice', { storage: 'blocked' });
  const tab = await alice.opensTab();
  expect(await connections(alice)).toHaveLength(1);
  await tab.signsOut();
  await isOffline(alice);
  await tab.connectionIs('signed-out');
});
