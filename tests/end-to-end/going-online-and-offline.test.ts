import { enter, leave } from 'firebase-presence';
import { expect, test } from 'vitest';
import { connections, person, watch } from '../people.ts';

test('a user who opens a tab for the first time ever is seen online', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  await seen.sees('none');
  await alice.opensTab();
  await seen.sees('online');
});

test('a user whose last tab is closed is seen offline, since the time of the server', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  const tab = await alice.opensTab();
  await seen.sees('online');
  await tab.closes();
  await seen.sees('offline');
  expect(seen.states).toEqual(['none', 'online', 'offline']);
});

test('a user stays online while one of two tabs is open', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  const first = await alice.opensTab();
  const second = await alice.opensTab();
  await seen.sees('online');
  await first.closes();
  await expect.poll(() => connections(alice)).toHaveLength(1);
  await second.closes();
  await seen.sees('offline');
  expect(seen.states).toEqual(['none', 'online', 'offline']);
});

test('a connection that returns at once was never news', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  const tab = await alice.opensTab();
  await seen.sees('online');
  const [before] = await connections(alice);
  tab.losesConnection();
  await expect.poll(() => connections(alice)).toEqual([]);
  tab.regainsConnection();
  await tab.isConnected();
  const [after] = await connections(alice);
  expect(after).not.toBe(before);
  await leave(tab.presence);
  await seen.sees('offline');
  expect(seen.states).toEqual(['none', 'online', 'offline']);
});

test('leave takes a user offline without the grace period, and enter brings them back', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  const tab = await alice.opensTab();
  await seen.sees('online');
  await leave(tab.presence);
  expect(await connections(alice)).toEqual([]);
  await seen.sees('offline');
  enter(tab.presence);
  await tab.isConnected();
  await seen.sees('online');
  expect(seen.states).toEqual(['none', 'online', 'offline', 'online']);
});
