import { expect, test } from 'vitest';
import { connections, node, watch } from '../kit/users/index.ts';
import { person } from './browser-person.ts';
import { UserWithoutBrowser } from './user-without-browser.ts';

test('a device without network shows its user offline at once, and the server never does', async () => {
  const [alice, bob, dave] = await Promise.all([person('alice'), person('bob'), new UserWithoutBrowser().appears()]);
  const phone = await alice.onAnotherDevice();
  const tab = await alice.opensTab();
  await phone.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice, dave);
  await window.sees(alice, 'online');
  await tab.ownStatusIs('online');
  const document = watch(alice);
  await document.sees('online');

  await alice.losesNetwork();
  await tab.ownStatusIs('offline');
  await alice.regainsNetwork();
  await tab.connectionIs('connected');
  // The client has undone the rejected write, so the server has handled it.
  await tab.ownStatusIs('online');

  await dave.losesConnection();
  await window.sees(dave, 'offline');
  expect(document.states).toEqual(['online']);
  expect(await window.hasSeen(alice)).toEqual(['online']);
  expect(await connections(alice)).toHaveLength(2);
});

test('a user who loses the network is offline for others, and online again when it is back', async () => {
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
  // The time is that at which the server noticed the loss, not a guess of the device.
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

test('a watcher without network sees that a status comes from the cache', async () => {
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
