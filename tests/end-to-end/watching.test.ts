import { disableNetwork } from 'firebase/firestore';
import { type OnlineUsers, onOnlineUsersChanged } from 'firebase-presence';
import { expect, onTestFinished, test } from 'vitest';
import { node, person, statusesSeen, watch } from '../kit/users/index.ts';

test('a watcher sees another user come and go, with the server time', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const watcher = await bob.opensTab();
  const statuses = statusesSeen(watcher.presence, alice.uid);
  await expect
    .poll(() => statuses.at(-1))
    .toEqual({
      uid: alice.uid,
      state: 'offline',
      availability: null,
      customStatus: null,
      lastChanged: null,
      fromCache: false,
    });
  const tab = await alice.opensTab();
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'online', fromCache: false });
  expect(statuses.at(-1)?.lastChanged?.getTime()).toBe((await node(alice))?.last_changed);
  await tab.closes();
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'offline', fromCache: false });
  expect(statuses.at(-1)?.lastChanged?.getTime()).toBe((await node(alice))?.last_changed);
  // A watcher whose stream ended for a moment receives the same state again, from the cache.
  const states = statuses.map(({ state }) => state);
  expect(states.filter((state, index) => state !== states[index - 1])).toEqual(['offline', 'online', 'offline']);
});

test('onOnlineUsersChanged() shows who is online, who joined and who left', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const watcher = await bob.opensTab();
  const calls: OnlineUsers[] = [];
  onTestFinished(onOnlineUsersChanged(watcher.presence, (online) => calls.push(online)));
  // Google's emulator can lose an update of a query that comes while its first answer is on the way.
  await expect.poll(() => calls.at(-1)?.fromCache).toBe(false);
  await expect.poll(() => calls.at(-1)?.users.map(({ uid }) => uid)).toContain(bob.uid);
  const tab = await alice.opensTab();
  await expect.poll(() => calls.flatMap(({ joined }) => joined)).toContain(alice.uid);
  await tab.closes();
  await expect.poll(() => calls.flatMap(({ left }) => left)).toContain(alice.uid);
  expect(calls.at(-1)?.users.map(({ uid }) => uid)).not.toContain(alice.uid);
});

test('a watcher without network sees that a status comes from the cache', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  await alice.opensTab();
  await watch(alice).sees('online');
  const watcher = await bob.opensTab();
  const statuses = statusesSeen(watcher.presence, alice.uid);
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'online', fromCache: false });
  await disableNetwork(watcher.device.firestore);
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'online', fromCache: true });
});
