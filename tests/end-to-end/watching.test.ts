import { disableNetwork } from 'firebase/firestore';
import { type OnlineUsers, onOnlineUsersChanged } from 'firebase-presence';
import { expect, onTestFinished, test } from 'vitest';
import { node, person, statusesSeen } from '../kit/users/index.ts';

test('a watcher sees another user come and go, with the time of the server', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const watcher = await bob.opensTab();
  const told = statusesSeen(watcher.presence, alice.uid);
  await expect
    .poll(() => told.at(-1))
    .toEqual({
      uid: alice.uid,
      state: 'offline',
      availability: null,
      customStatus: null,
      lastChanged: null,
      fromCache: false,
    });
  const tab = await alice.opensTab();
  await expect.poll(() => told.at(-1)).toMatchObject({ state: 'online', fromCache: false });
  expect(told.at(-1)?.lastChanged?.getTime()).toBe((await node(alice))?.last_changed);
  await tab.closes();
  await expect.poll(() => told.at(-1)).toMatchObject({ state: 'offline', fromCache: false });
  expect(told.at(-1)?.lastChanged?.getTime()).toBe((await node(alice))?.last_changed);
  expect(told.map(({ state }) => state)).toEqual(['offline', 'online', 'offline']);
});

test('who is online is told with who joined and who left', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const watcher = await bob.opensTab();
  const told: OnlineUsers[] = [];
  onTestFinished(onOnlineUsersChanged(watcher.presence, (online) => told.push(online)));
  await expect.poll(() => told.at(-1)?.users.map(({ uid }) => uid)).toContain(bob.uid);
  const tab = await alice.opensTab();
  await expect.poll(() => told.flatMap(({ joined }) => joined)).toContain(alice.uid);
  await tab.closes();
  await expect.poll(() => told.flatMap(({ left }) => left)).toContain(alice.uid);
  expect(told.at(-1)?.users.map(({ uid }) => uid)).not.toContain(alice.uid);
});

test('a watcher without network says that what it shows comes from the cache', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  await alice.opensTab();
  const watcher = await bob.opensTab();
  const told = statusesSeen(watcher.presence, alice.uid);
  await expect.poll(() => told.at(-1)).toMatchObject({ state: 'online', fromCache: false });
  await disableNetwork(watcher.device.firestore);
  await expect.poll(() => told.at(-1)).toMatchObject({ state: 'online', fromCache: true });
});
