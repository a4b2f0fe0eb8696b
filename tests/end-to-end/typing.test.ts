import {
  getRoom,
  joinRoom,
  leaveRoom,
  notifyTyping,
  onTypingChanged,
  type Room,
  setAvailability,
  stopTyping,
} from 'firebase-presence';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { typingPath } from '../../contract/index.ts';
import * as suite from '../kit/suite.ts';
import { newRoomId } from '../kit/unique.ts';
import { person, type Tab, valuesOf } from '../kit/users/index.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('the other members see a user typing, and the user does not', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const id = newRoomId();
  const [hers, his] = [await joins(await alice.opensTab(), id), await joins(await bob.opensTab(), id)];
  const [seenByBob, seenByAlice] = [watching(his), watching(hers)];
  notifyTyping(hers);
  await expect.poll(() => seenByBob.at(-1)).toEqual([alice.uid]);
  notifyTyping(his);
  await expect.poll(() => seenByAlice.at(-1)).toEqual([bob.uid]);
  stopTyping(hers);
  await expect.poll(() => seenByBob.at(-1)).toEqual([]);
  expect(seenByBob.flat()).not.toContain(bob.uid);
  expect(seenByAlice.flat()).not.toContain(alice.uid);
});

test('typing costs at most one write in two seconds, and the last key is written', async () => {
  const alice = person('alice');
  const id = newRoomId();
  const room = await joins(await alice.opensTab(), id);
  const writes = await writesTo(id);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const typesFor = async (ms: number): Promise<void> => {
    for (let key = 0; key < ms / 100; key++) {
      notifyTyping(room);
      await vi.advanceTimersByTimeAsync(100);
    }
  };
  await typesFor(1900);
  await expect.poll(() => writes).toHaveLength(1);
  await typesFor(2000);
  await expect.poll(() => writes).toHaveLength(2);
  // No more keys follow. The last ones are written when the two seconds are over.
  await vi.advanceTimersByTimeAsync(100);
  await expect.poll(() => writes).toHaveLength(3);
});

test('typing ends by itself three seconds after the last key', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const id = newRoomId();
  const [hers, his] = [await joins(await alice.opensTab(), id), await joins(await bob.opensTab(), id)];
  const seen = watching(his);
  await expect.poll(() => seen).toEqual([[]]);
  notifyTyping(hers);
  await expect.poll(() => seen).toEqual([[], [alice.uid], []]);
  await expect.poll(async () => (await typingIn(id)).exists()).toBe(false);
  expect(seen).toEqual([[], [alice.uid], []]);
});

test('a user who leaves the room, signs out, disconnects or turns invisible is not typing', async () => {
  const bob = person('bob');
  const id = newRoomId();
  const seen = watching(await joins(await bob.opensTab(), id));
  const ends: ((tab: Tab, room: Room) => Promise<void>)[] = [
    (_, room) => leaveRoom(room),
    (tab) => tab.signsOut(),
    async (tab) => tab.losesConnection(),
    (tab) => setAvailability(tab.presence, 'invisible'),
  ];
  for (const end of ends) {
    const alice = person('alice');
    const tab = await alice.opensTab();
    const room = await joins(tab, id);
    notifyTyping(room);
    await expect.poll(() => seen.at(-1)).toEqual([alice.uid]);
    await end(tab, room);
    await expect.poll(() => seen.at(-1)).toEqual([]);
    await expect.poll(async () => (await typingIn(id)).exists()).toBe(false);
  }
});

test('a watcher with a wrong clock does not show a user who stopped typing long ago', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const id = newRoomId();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 });
  const his = await joins(await bob.opensTab(), id);
  await suite
    .admin()
    .database.ref(`${typingPath(id)}/stale-${alice.uid}/tab`)
    .set(1000);
  const seen = watching(his);
  const hers = await joins(await alice.opensTab(), id);
  notifyTyping(hers);
  await expect.poll(() => seen.at(-1)).toEqual([alice.uid]);
  await expect.poll(() => seen.at(-1)).toEqual([]);
  expect(seen.flat()).not.toContain(`stale-${alice.uid}`);
});

test('a disconnected watcher shows no typing users after three seconds', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const id = newRoomId();
  const watcher = await bob.opensTab();
  const seen = watching(await joins(watcher, id));
  const hers = await joins(await alice.opensTab(), id);
  notifyTyping(hers);
  await expect.poll(() => seen.at(-1)).toEqual([alice.uid]);
  watcher.losesConnection();
  await expect.poll(() => seen.at(-1)).toEqual([]);
});

test('a user cannot type in a room that they have not joined', async () => {
  const tab = await person('alice').opensTab();
  const room = getRoom(tab.presence, newRoomId());
  const refusal = expect.objectContaining({ code: 'presence/not-in-room' });
  expect(() => notifyTyping(room)).toThrow(refusal);
  expect(() => stopTyping(room)).toThrow(refusal);
});

async function joins(tab: Tab, id: string): Promise<Room> {
  const room = getRoom(tab.presence, id);
  await joinRoom(room);
  return room;
}

const watching = (room: Room): (readonly string[])[] =>
  valuesOf<readonly string[]>((next, error) => onTypingChanged(room, next, error));

const typingIn = (id: string) => suite.admin().database.ref(typingPath(id)).get();

/** The times of the keys that are written from now on, in the order in which they reach the server. */
async function writesTo(id: string): Promise<unknown[]> {
  const writes: unknown[] = [];
  const place = suite.admin().database.ref(typingPath(id));
  const added = place.on('value', (snapshot) => {
    const [user] = Object.values<Record<string, unknown>>(snapshot.val() ?? {});
    writes.push(...Object.values(user ?? {}));
  });
  onTestFinished(() => place.off('value', added));
  // This client connects with timers, which the test may stop from here on.
  await place.get();
  return writes;
}
