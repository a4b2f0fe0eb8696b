import {
  getRoom,
  joinRoom,
  leaveRoom,
  type Members,
  notifyTyping,
  onMembersChanged,
  onMySettingsChanged,
  onTypingChanged,
  type Presence,
  setAvailability,
  setCustomStatus,
  setMemberData,
} from 'firebase-presence';
import { expect, onTestFinished, test, vi } from 'vitest';
import {
  BUDGETS,
  budgetPath,
  MAX_ROOMS_OF_CONNECTION,
  readBudget,
  roomPath,
  settingsPath,
} from '../../contract/index.ts';
import * as suite from '../kit/suite.ts';
import { newRoomId } from '../kit/unique.ts';
import { type Person, person, type Tab, valuesOf } from '../kit/users/index.ts';

const TOO_MANY = { code: 'presence/too-many-changes', message: expect.stringContaining('Try again at') };

test('a client that changes member data in a loop gets presence/too-many-changes', async () => {
  const alice = person('alice');
  const { presence } = await alice.opensTab();
  const room = getRoom<number>(presence, newRoomId());
  await joinRoom(room, 0);
  const changes = async (): Promise<void> => {
    for (let change = 1; change <= BUDGETS.changes.limit; change++) await setMemberData(room, change);
  };
  await expect(changes()).rejects.toMatchObject(TOO_MANY);
  expect(await budget(alice)).toMatchObject({ n: BUDGETS.changes.limit });
  await expect(setCustomStatus(presence, { text: 'One too many' })).rejects.toMatchObject(TOO_MANY);
  await expect(joinRoom(getRoom(presence, newRoomId()))).rejects.toMatchObject(TOO_MANY);
  // Turning invisible and leaving cost no budget.
  await setAvailability(presence, 'invisible');
  await leaveRoom(room);
});

test('a user with a spent budget joins again by itself in the next window', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const id = newRoomId();
  const watcher = await bob.opensTab();
  const seen = watching(watcher.presence, id);
  const tab = await alice.opensTab();
  await joinRoom(getRoom(tab.presence, id), 'first');
  await expect.poll(() => uids(seen)).toEqual([alice.uid]);
  const { windowMs, limit } = BUDGETS.changes;
  await spent(alice, Date.now() - windowMs + 2000, limit);
  tab.losesConnection();
  await expect.poll(() => uids(seen)).toEqual([]);
  tab.regainsConnection();
  await tab.isConnected();
  await expect.poll(() => uids(seen)).toEqual([alice.uid]);
  expect(await budget(alice)).toMatchObject({ n: 1 });
});

test('20 tabs that join a room at once all get in, also after an old window', async () => {
  const alice = person('alice');
  const id = newRoomId();
  const tabs = await Promise.all(Array.from({ length: 20 }, () => alice.opensTab()));
  await spent(alice, 1000, 300);
  await Promise.all(tabs.map(({ presence }) => joinRoom(getRoom(presence, id))));
  expect(await seats(alice, id)).toHaveLength(20);
  expect(await budget(alice)).toMatchObject({ n: 20 });
});

test('notifyTyping() throws no error while its budget is spent, and works in the next window', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const id = newRoomId();
  const watcher = await bob.opensTab();
  const typing = valuesOf<readonly string[]>((next, error) =>
    onTypingChanged(getRoom(watcher.presence, id), next, error),
  );
  const tab = await alice.opensTab();
  const room = getRoom(tab.presence, id);
  await joinRoom(room);
  const { windowMs, limit } = BUDGETS.typing;
  await suite
    .admin()
    .database.ref(`${budgetPath(alice.uid)}/typing`)
    .set({ since: Date.now() - windowMs + 3000, n: limit, seat: 'x'.repeat(20) });
  notifyTyping(room);
  const timer = setInterval(() => notifyTyping(room), 500);
  await expect
    .poll(() => typing.at(-1))
    .toEqual([alice.uid])
    .finally(() => clearInterval(timer));
});

test('a connection is in at most 12 rooms, and a room that it leaves makes space', async () => {
  const alice = person('alice');
  const { presence } = await alice.opensTab();
  const rooms = Array.from({ length: MAX_ROOMS_OF_CONNECTION }, () => getRoom(presence, newRoomId()));
  await Promise.all(rooms.map((room) => joinRoom(room)));
  const other = getRoom(presence, newRoomId());
  await expect(joinRoom(other)).rejects.toMatchObject({ code: 'presence/too-many-rooms' });
  const [first] = rooms;
  if (first) await leaveRoom(first);
  await joinRoom(other);
  expect(await seats(alice, other.id)).toHaveLength(1);
});

test('each new connection and each return to visible replaces the seat of a member', async () => {
  const alice = person('alice');
  const id = newRoomId();
  const tab = await alice.opensTab();
  const first = await joinsAndSits(tab, alice, id);
  tab.losesConnection();
  await expect.poll(() => seats(alice, id)).toEqual([]);
  tab.regainsConnection();
  await expect.poll(() => seats(alice, id)).toHaveLength(1);
  const [second] = await seats(alice, id);
  await setAvailability(tab.presence, 'invisible');
  await expect.poll(() => seats(alice, id)).toEqual([]);
  await setAvailability(tab.presence, 'available');
  await expect.poll(() => seats(alice, id)).toHaveLength(1);
  const [third] = await seats(alice, id);
  expect(new Set([first, second, third]).size).toBe(3);
  tab.losesConnection();
  await expect.poll(() => seats(alice, id)).toEqual([]);
});

test('the last of two choices counts, although the database refused the budget step of the first', async () => {
  const alice = person('alice');
  const { presence } = await alice.opensTab();
  // Another device began a window after this client had read the budget. So this client guesses the wrong step.
  await spent(alice, Date.now(), 1);
  await Promise.all([setAvailability(presence, 'busy'), setAvailability(presence, 'invisible')]);
  expect(await chosen(alice)).toBe('invisible');
  const other = person('alice');
  const tab = await other.opensTab();
  await spent(other, Date.now(), 1);
  await Promise.all([setAvailability(tab.presence, 'busy'), setAvailability(tab.presence, 'available')]);
  expect(await chosen(other)).toBe('available');
});

test('a choice counts that the app makes while the database refuses the budget step of another one', async () => {
  const alice = person('alice');
  const { presence } = await alice.opensTab();
  await spent(alice, Date.now(), 1);
  const seen: unknown[] = [];
  const choices: Promise<void>[] = [];
  onTestFinished(
    onMySettingsChanged(presence, (mine) => {
      seen.push(mine?.availability);
      // The SDK shows the choice at once, and takes it back at the refusal.
      if (seen.at(-2) === 'busy') choices.push(setAvailability(presence, 'available'));
    }),
  );
  await expect.poll(() => seen.at(-1)).toBe('available');
  await setAvailability(presence, 'busy');
  await Promise.all(choices);
  expect(choices).not.toEqual([]);
  expect(await chosen(alice)).toBe('available');
});

test('the last member data counts, although the database refused the budget step of the first', async () => {
  const alice = person('alice');
  const { presence } = await alice.opensTab();
  const room = getRoom<string>(presence, newRoomId());
  await joinRoom(room, 'none');
  // By the clock of this client the window has ended. So it guesses the wrong step.
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  vi.advanceTimersByTime(10 * BUDGETS.changes.windowMs);
  await Promise.all([setMemberData(room, 'first'), setMemberData(room, 'last')]);
  const [seat] = await seats(alice, room.id);
  const stored = suite.admin().database.ref(`${roomPath(room.id)}/${alice.uid}/${seat}/data`);
  expect((await stored.get()).val()).toBe('"last"');
});

async function chosen({ uid }: Person): Promise<unknown> {
  return (
    await suite
      .admin()
      .database.ref(`${settingsPath(uid)}/availability/value`)
      .get()
  ).val();
}

async function joinsAndSits({ presence }: Tab, someone: Person, id: string): Promise<unknown> {
  await joinRoom(getRoom(presence, id));
  return (await seats(someone, id))[0];
}

async function seats({ uid }: Person, id: string): Promise<string[]> {
  return Object.keys(
    (
      await suite
        .admin()
        .database.ref(`${roomPath(id)}/${uid}`)
        .get()
    ).val() ?? {},
  );
}

async function budget({ uid }: Person): Promise<unknown> {
  return readBudget(
    (
      await suite
        .admin()
        .database.ref(`${budgetPath(uid)}/changes`)
        .get()
    ).val(),
  );
}

async function spent({ uid }: Person, since: number, n: number): Promise<void> {
  await suite
    .admin()
    .database.ref(`${budgetPath(uid)}/changes`)
    .set({ since, n });
}

const watching = (presence: Presence, id: string): Members[] =>
  valuesOf<Members>((next, error) => onMembersChanged(getRoom(presence, id), next, error));

const uids = (lists: Members[]): string[] | undefined => lists.at(-1)?.members.map(({ uid }) => uid);
