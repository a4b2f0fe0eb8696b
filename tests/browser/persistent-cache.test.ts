import { expect, test } from 'vitest';
import { connections, watch } from '../kit/users/index.ts';
import { person } from './browser-person.ts';

// All tabs share Firestore's cache on disk. It keeps what this package wrote only for this device, also after the page is closed.

test('tabs that share a cache on disk go offline and back together, and cached statuses stay local', async () => {
  const [alice, bob] = await Promise.all([person('alice', { cache: 'persistent' }), person('bob')]);
  const first = await alice.opensTab();
  const second = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice);
  await window.sees(alice, 'online');
  const document = watch(alice);
  await document.sees('online');

  await alice.losesNetwork();
  for (const tab of [first, second]) await tab.ownStatusIs('offline');
  await window.sees(alice, 'offline');
  await alice.regainsNetwork();
  for (const tab of [first, second]) await tab.connectionIs('connected');
  await window.sees(alice, 'online');
  for (const tab of [first, second]) await tab.ownStatusIs('online');
  await document.sees('online');
  expect(document.states).toEqual(['online', 'offline', 'online']);
  expect(await connections(alice)).toHaveLength(2);
});

test('a page never sends a status to the server that an earlier page left in the cache', async () => {
  const [alice, bob] = await Promise.all([person('alice', { cache: 'persistent' }), person('bob')]);
  const phone = await alice.onAnotherDevice();
  await phone.opensTab();
  const tab = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice);
  await window.sees(alice, 'online');
  const document = watch(alice);
  await document.sees('online');

  await alice.losesNetwork();
  await tab.ownStatusIs('offline');
  await tab.closes();
  await alice.regainsNetwork();
  const next = await alice.opensTab();
  // First the status from the disk. Then the server has rejected it.
  await next.ownStatusIs('online');
  expect(await next.ownStatuses()).toEqual(['offline', 'online']);
  expect(document.states).toEqual(['online']);
  expect(await window.hasSeen(alice)).toEqual(['online']);
});
