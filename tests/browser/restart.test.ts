import { expect, test } from 'vitest';
import { connections } from '../kit/users/index.ts';
import { person } from './browser-person.ts';
import { restartableDatabase } from './restartable-database.ts';

test('all clients connect again by themselves after a restart of the Realtime Database', async (context) => {
  const database = await restartableDatabase();
  if (!database) return context.skip('Only the stand-in can restart.');
  const [alice, bob] = await Promise.all([person('alice'), person('bob')]);
  const tab = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice);
  await window.sees(alice, 'online');
  const [before] = await connections(alice);
  for (const someone of [alice, bob]) someone.expectsNetworkErrors();

  const states = await tab.connectionStates();
  await database.restarts();
  await expect.poll(async () => (await tab.connectionStates()).slice(states.length)).toContain('disconnected');
  await tab.connectionIs('connected');
  await window.sees(alice, 'online');
  const after = await connections(alice);
  expect(after).toHaveLength(1);
  expect(after).not.toEqual([before]);
});
