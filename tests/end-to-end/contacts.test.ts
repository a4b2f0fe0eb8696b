import {
  getOnlineCount,
  getStatuses,
  type OnlineUsers,
  onOnlineUsersChanged,
  onStatusesChanged,
  setCustomStatus,
  type UserStatus,
} from 'firebase-presence';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { person, valuesOf, watch } from '../kit/users/index.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('getStatuses() returns a hundred statuses in the order of the uids, with unknown users offline', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const watcher = await bob.opensTab();
  const seen = watch(alice);
  await alice.opensTab();
  await seen.sees('online');
  const strangers = Array.from({ length: 99 }, (_, index) => person(`stranger${index}`).uid);
  const uids = [...strangers.slice(0, 50), alice.uid, ...strangers.slice(50), alice.uid];
  const statuses = await getStatuses(watcher.presence, uids);
  expect(statuses.map(({ uid }) => uid)).toEqual(uids);
  expect(statuses.filter(({ state }) => state === 'online').map(({ uid }) => uid)).toEqual([alice.uid, alice.uid]);
  expect(statuses[0]).toMatchObject({ state: 'offline', lastChanged: null, availability: null, customStatus: null });
  expect(await getStatuses(watcher.presence, [])).toEqual([]);
});

test('onStatusesChanged() sends the whole list in order when a contact comes, changes or goes', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const watcher = await bob.opensTab();
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
  const strangers = Array.from({ length: 40 }, (_, index) => person(`stranger${index}`).uid);
  const uids = [...strangers, alice.uid];
  const lists = valuesOf<readonly UserStatus[]>((next, error) =>
    onStatusesChanged(watcher.presence, uids, next, error),
  );
  await expect.poll(() => lists.at(-1)?.map(({ uid }) => uid)).toEqual(uids);
  const tab = await alice.opensTab();
  await expect.poll(() => lists.at(-1)?.at(-1)).toMatchObject({ uid: alice.uid, state: 'online' });
  await setCustomStatus(tab.presence, { text: 'Hello', expiresAt: new Date(Date.now() + 3_600_000) });
  await expect.poll(() => lists.at(-1)?.at(-1)?.customStatus?.text).toBe('Hello');
  await tab.closes();
  await expect.poll(() => lists.at(-1)?.at(-1)).toMatchObject({ state: 'offline', customStatus: { text: 'Hello' } });
  // No function runs when it expires. The watcher removes it by itself.
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(lists.at(-1)?.at(-1)?.customStatus).toBeNull();
  for (const list of lists) expect(list.map(({ uid }) => uid)).toEqual(uids);
});

test('onStatusesChanged() watches the users of the call, although the app changes its array and the lists', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const watcher = await bob.opensTab();
  const uids = [alice.uid, bob.uid];
  const lists: string[][] = [];
  // A list from the cache is not Firestore's first answer. Google's emulator can lose an update of a query that comes before that.
  onTestFinished(
    onStatusesChanged(watcher.presence, uids, (statuses) => {
      lists.push(statuses.map(({ uid, state, fromCache }) => `${uid} ${fromCache ? 'unknown' : state}`));
      statuses.reverse();
    }),
  );
  await expect.poll(() => lists.at(-1)).toEqual([`${alice.uid} offline`, `${bob.uid} online`]);
  uids.push(person('carol').uid);
  await alice.opensTab();
  await expect.poll(() => lists.at(-1)).toContain(`${alice.uid} online`);
  expect(lists.at(-1)).toEqual([`${alice.uid} online`, `${bob.uid} online`]);
});

test('onOnlineUsersChanged() shows only those of the given users who are online, and who came and went', async () => {
  const [alice, bob, carol] = [person('alice'), person('bob'), person('carol')];
  const watcher = await bob.opensTab();
  await carol.opensTab();
  const strangers = Array.from({ length: 40 }, (_, index) => person(`stranger${index}`).uid);
  const uids = [...strangers, alice.uid, alice.uid];
  const lists = valuesOf<OnlineUsers>((next, error) => onOnlineUsersChanged(watcher.presence, next, error, { uids }));
  await expect.poll(() => lists.at(-1)).toMatchObject({ users: [], fromCache: false, atLimit: false });
  const tab = await alice.opensTab();
  const online = [expect.objectContaining({ uid: alice.uid })];
  // Not only the latest list: one more follows if the stream from Firestore ends for a moment.
  await expect.poll(() => lists).toContainEqual(expect.objectContaining({ users: online, joined: [alice.uid] }));
  await tab.closes();
  await expect.poll(() => lists).toContainEqual(expect.objectContaining({ users: [], left: [alice.uid] }));
  expect(lists.flatMap(({ users }) => users.map(({ uid }) => uid))).not.toContain(carol.uid);
  const none = valuesOf<OnlineUsers>((next, error) =>
    onOnlineUsersChanged(watcher.presence, next, error, { uids: [] }),
  );
  await expect.poll(() => none).toMatchObject([{ users: [] }]);
});

test('a listener for no users gets an empty list without a read of Firestore', async () => {
  const { presence } = await person('bob').opensTab();
  const lists = valuesOf<readonly UserStatus[]>((next, error) => onStatusesChanged(presence, [], next, error));
  await expect.poll(() => lists).toEqual([[]]);
});

test('getOnlineCount() counts the online users without reading who they are', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const watcher = await bob.opensTab();
  const seen = [watch(alice), watch(bob)];
  await alice.opensTab();
  for (const one of seen) await one.sees('online');
  expect(await getOnlineCount(watcher.presence)).toBeGreaterThanOrEqual(2);
});

test('getStatuses() and onStatusesChanged() name an id that cannot be a uid', async () => {
  const { presence } = await person('bob').opensTab();
  const refusal = { code: 'presence/invalid-uid', message: expect.stringContaining('"a/b"') };
  await expect(getStatuses(presence, ['alice', 'a/b'])).rejects.toMatchObject(refusal);
  expect(() => onStatusesChanged(presence, ['a/b'], () => undefined)).toThrow(expect.objectContaining(refusal));
});

test('a signed-out client gets presence/permission-denied for statuses and counts', async () => {
  const tab = await person('bob').opensTab();
  await tab.signsOut();
  await expect(getStatuses(tab.presence, ['alice'])).rejects.toMatchObject({ code: 'presence/permission-denied' });
  await expect(getOnlineCount(tab.presence)).rejects.toMatchObject({ code: 'presence/permission-denied' });
});
