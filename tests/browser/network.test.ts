import { expect, test } from 'vitest';
import { connections, node, watch } from '../kit/users/index.ts';
import { person } from './browser-person.ts';
import { Ghost } from './ghost.ts';

test('a device without network shows its user offline at once, and the server never hears of that', async () => {
  const [alice, bob, ghost] = await Promise.all([person('alice'), person('bob'), new Ghost().appears()]);
  const phone = await alice.onAnotherDevice();
  const tab = await alice.opensTab();
  await phone.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice, ghost);
  await window.sees(alice, 'online');
  await tab.ownStatusIs('online');
  const document = watch(alice);
  await document.sees('online');

  await alice.losesNetwork();
  await tab.ownStatusIs('offline');
  await alice.regainsNetwork();
  await tab.connectionIs('connected');
  // The refused write has been taken back, so the server has seen it.
  await tab.ownStatusIs('online');

  await ghost.losesConnection();
  await window.sees(ghost, 'offline');
  expect(document.states).toEqual(['online']);
  expect(await window.hasSeen(alice)).toEqual(['online']);
  expect(await connections(alice)).toHaveLength(2);
});

test('whoever loses the network is offline for the others, and online again when it is back', async () => {
  const [alice, bob] = await Promise.all([person('alice'), person('bob')]);
  const tab = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice);
  await window.sees(alice, 'online');
  const document = watch(alice);
  await document.sees('online');

  await alice.losesNetwork();
  await tab.ownStatusIs('offline');
  await window.sees(alice, 'offline');
  // The time is the server's, from the moment at which it noticed: not what the device guessed for itself.
  await document.sees('offline');
  expect(document.lastChanged).toBe((await node(alice))?.last_changed);

  await alice.regainsNetwork();
  await tab.connectionIs('connected');
  await window.sees(alice, 'online');
  await tab.ownStatusIs('online');
  expect((await tab.ownStatuses()).slice(-3)).toEqual(['online', 'offline', 'online']);
  await document.sees('online');
  expect(document.states).toEqual(['online', 'offline', 'online']);
  expect(await connections(alice)).toHaveLength(1);
});

test('a watcher without network is told that it shows what was', async () => {
  const [alice, bob] = await Promise.all([person('alice'), person('bob')]);
  await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice);
  await window.sees(alice, 'online');

  await bob.losesNetwork();
  await expect.poll(() => window.lastSightingOf(alice)).toMatchObject({ state: 'online', fromCache: true });
  await bob.regainsNetwork();
  await expect.poll(() => window.lastSightingOf(alice)).toMatchObject({ state: 'online', fromCache: false });
});
