import { getDatabase, goOffline, goOnline } from 'firebase/database';
import { getAuth } from 'firebase-admin/auth';
import {
  getPresence,
  getRoom,
  joinRoom,
  leaveRoom,
  type Members,
  onConnectionStateChanged,
  onMembersChanged,
  onOccupancyChanged,
  type Presence,
  type PresenceError,
  type Room,
  setAvailability,
  setCustomStatus,
  setMemberData,
} from 'firebase-presence';
import { expect, onTestFinished, test } from 'vitest';
import { askedPath, leasePath, roomPath, typingPath } from '../../contract/index.ts';
import { sweep } from '../../functions/src/sweeper.ts';
import { deployed } from '../kit/deployed.ts';
import { newInstance } from '../kit/new-instance.ts';
import * as suite from '../kit/suite.ts';
import { newRoomId } from '../kit/unique.ts';
import {
  isConnected,
  newDevice,
  type Person,
  person,
  place,
  signInAs,
  type Tab,
  valuesOf,
} from '../kit/users/index.ts';

interface Seat {
  name: string;
}

test('members see each other join, change their member data and leave', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const id = newRoomId();
  const [hers, his] = [seatIn(await alice.opensTab(), id), seatIn(await bob.opensTab(), id)];
  const lists = watching(his);
  await joinRoom(his, { name: 'Bob' });
  await expect.poll(() => uids(lists)).toEqual([bob.uid]);
  await joinRoom(hers, { name: 'Alice' });
  await expect.poll(() => uids(lists)).toEqual([bob.uid, alice.uid]);
  expect(lists.at(-1)).toMatchObject({ joined: [alice.uid], updated: [], left: [], fromCache: false });
  expect(lists.at(-1)?.members.map(({ data }) => data)).toEqual([{ name: 'Bob' }, { name: 'Alice' }]);
  await setMemberData(hers, { name: 'Alicia' });
  await expect.poll(() => lists.at(-1)).toMatchObject({ joined: [], updated: [alice.uid], left: [] });
  expect(lists.at(-1)?.members[1]?.data).toEqual({ name: 'Alicia' });
  await leaveRoom(hers);
  await expect.poll(() => uids(lists)).toEqual([bob.uid]);
  expect(lists.at(-1)).toMatchObject({ joined: [], updated: [], left: [alice.uid] });
});

test('several tabs of a user are one member, from the first join to the last close', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const id = newRoomId();
  const lists = watching(seatIn(await bob.opensTab(), id));
  const [first, second] = [await alice.opensTab(), await alice.opensTab()];
  await joinRoom(seatIn(first, id), { name: 'Alice' });
  await expect.poll(() => uids(lists)).toEqual([alice.uid]);
  const joinedAt = lists.at(-1)?.members[0]?.joinedAt;
  await joinRoom(seatIn(second, id), { name: 'Alice on her phone' });
  await expect.poll(() => lists.at(-1)?.members[0]?.data?.name).toBe('Alice on her phone');
  expect(lists.at(-1)?.members[0]?.joinedAt).toEqual(joinedAt);
  await second.closes();
  await expect.poll(() => lists.at(-1)?.members[0]?.data?.name).toBe('Alice');
  await first.closes();
  await expect.poll(() => uids(lists)).toEqual([]);
  expect(lists.flatMap(({ joined }) => joined)).toEqual([alice.uid]);
  expect(lists.flatMap(({ left }) => left)).toEqual([alice.uid]);
});

test('a member who loses the network is in the room again when it is back', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const id = newRoomId();
  const lists = watching(seatIn(await bob.opensTab(), id));
  const tab = await alice.opensTab();
  await joinRoom(seatIn(tab, id), { name: 'Alice' });
  await expect.poll(() => uids(lists)).toEqual([alice.uid]);
  tab.losesConnection();
  await expect.poll(() => uids(lists)).toEqual([]);
  tab.regainsConnection();
  await expect.poll(() => uids(lists)).toEqual([alice.uid]);
  expect(lists.at(-1)?.members[0]?.data).toEqual({ name: 'Alice' });
});

test('a user who signs out leaves all rooms, and the next user is in none', async () => {
  const [alice, bob, carol] = [person('alice'), person('bob'), person('carol')];
  const id = newRoomId();
  const lists = watching(seatIn(await bob.opensTab(), id));
  const tab = await alice.opensTab();
  await joinRoom(seatIn(tab, id), { name: 'Alice' });
  await expect.poll(() => uids(lists)).toEqual([alice.uid]);
  await tab.signsOut();
  await expect.poll(() => uids(lists)).toEqual([]);
  await tab.signsInAs(carol);
  await tab.isConnected();
  expect(await entries(id)).toEqual({});
  await expect(setMemberData(seatIn(tab, id), { name: 'Carol' })).rejects.toMatchObject({
    code: 'presence/not-in-room',
    message: expect.stringContaining(id),
  });
});

test('a user who turns invisible leaves all rooms, and is in them again when visible', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const id = newRoomId();
  const lists = watching(seatIn(await bob.opensTab(), id));
  const [phone, laptop] = [await alice.opensTab(), await alice.opensTab()];
  await joinRoom(seatIn(phone, id), { name: 'Alice' });
  await expect.poll(() => uids(lists)).toEqual([alice.uid]);
  await setAvailability(laptop.presence, 'invisible');
  await expect.poll(() => uids(lists)).toEqual([]);
  await joinRoom(seatIn(laptop, id), { name: 'Alice' });
  expect(await entries(id)).toEqual({});
  await setAvailability(laptop.presence, 'available');
  await expect.poll(() => uids(lists)).toEqual([alice.uid]);
  await expect.poll(async () => Object.keys((await entries(id))[alice.uid] ?? {})).toHaveLength(2);
});

test('the occupancy counts users, not tabs, and does not reveal who they are', async () => {
  const [alice, bob, carol] = [person('alice'), person('bob'), person('carol')];
  const id = newRoomId();
  const watcher = await carol.opensTab();
  const counts = valuesOf<number | null>((next, error) => onOccupancyChanged(seatIn(watcher, id), next, error));
  await expect.poll(() => counts.at(-1)).toBe(0);
  const tabs = [await alice.opensTab(), await alice.opensTab(), await bob.opensTab()];
  for (const tab of tabs) await joinRoom(seatIn(tab, id), { name: 'any' });
  await expect.poll(() => counts.at(-1)).toBe(2);
  for (const tab of tabs) await tab.closes();
  await expect.poll(() => counts.at(-1)).toBe(0);
  expect(Math.max(...counts.map(Number))).toBe(2);
});

const HOUR_MS = 3_600_000;

test('the sweeper removes what a dead connection left in a room', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const { database, databaseUrl } = await newInstance('rooms');
  const id = newRoomId();
  const lists = watching(seatIn(await bob.opensTab({ databaseUrl }), id));
  const dead = place(alice, '00');
  const now = Date.now();
  await database.ref().update({
    [`status/${alice.uid}`]: { connections: { [dead.id]: { last_changed: 1, slot: '00' } }, last_changed: 1 },
    // For the deployed functions, the lease is not late, and the answer is not due.
    [leasePath(alice.uid, '00')]: { id: dead.id, at: now, rooms: { 0: { room: id, seat: dead.id } } },
    [askedPath(alice.uid, '00')]: { at: now + HOUR_MS, renewed_at: now },
    [`${roomPath(id)}/${alice.uid}/${dead.id}`]: { joined_at: 1 },
    [`${typingPath(id)}/${alice.uid}/${dead.id}`]: 1,
  });
  await expect.poll(() => uids(lists)).toEqual([alice.uid]);
  const afterTheAnswerWasDue = now + HOUR_MS + 5000;
  expect(await sweep(database.ref(), () => afterTheAnswerWasDue, 2 * HOUR_MS)).toMatchObject({
    swept: 1,
    leftovers: 0,
  });
  await expect.poll(() => uids(lists)).toEqual([]);
  expect((await database.ref(typingPath(id)).get()).exists()).toBe(false);
});

test('a room holds hundreds of members', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const id = newRoomId();
  const crowd = Array.from({ length: 400 }, (_, index) => [`guest${index}`, { tab: { joined_at: index + 1 } }]);
  await suite.admin().database.ref(roomPath(id)).set(Object.fromEntries(crowd));
  const lists = watching(seatIn(await bob.opensTab(), id));
  await expect.poll(() => lists.at(-1)?.members).toHaveLength(400);
  await joinRoom(seatIn(await alice.opensTab(), id), { name: 'Alice' });
  await expect.poll(() => lists.at(-1)?.members).toHaveLength(401);
  expect(lists.at(-1)).toMatchObject({ joined: [alice.uid], updated: [], left: [] });
  expect(lists.at(-1)?.members.at(-1)?.uid).toBe(alice.uid);
});

test('a user can set a custom status and join a room right after the sign-in', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const id = newRoomId();
  const lists = watching(seatIn(await bob.opensTab(), id));
  const device = await alice.opensDevice();
  const presence = getPresence(device.app);
  await Promise.all([
    setCustomStatus(presence, { text: 'First things first' }),
    joinRoom(getRoom<Seat>(presence, id), { name: 'Alice' }),
  ]);
  await expect.poll(() => uids(lists)).toEqual([alice.uid]);
});

test('joining twice replaces the member data, and the member does not leave in between', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const id = newRoomId();
  const lists = watching(seatIn(await bob.opensTab(), id));
  const seat = seatIn(await alice.opensTab(), id);
  await Promise.all([joinRoom(seat, { name: 'Alice' }), joinRoom(seat, { name: 'Alicia' })]);
  await expect.poll(() => lists.at(-1)?.members[0]?.data?.name).toBe('Alicia');
  expect(lists.flatMap(({ left }) => left)).toEqual([]);
});

test('leaving right after joining leaves no seat behind', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const id = newRoomId();
  const lists = watching(seatIn(await bob.opensTab(), id));
  const seat = seatIn(await alice.opensTab(), id);
  const joined = joinRoom(seat, { name: 'Alice' });
  await leaveRoom(seat);
  await joined;
  await joinRoom(seat, { name: 'Alicia' });
  await expect.poll(() => lists.at(-1)?.members.map(({ data }) => data?.name)).toEqual(['Alicia']);
  expect(Object.keys((await entries(id))[alice.uid] ?? {})).toHaveLength(1);
});

test('a client that may not return to a room after a reconnect joins it with the next call', async () => {
  const { presence, blips, opens, closes } = await privateRooms();
  const errors = errorsOf(presence);
  const room = getRoom<string>(presence, newRoomId());
  await joinRoom(room, 'first');
  await closes();
  blips();
  await expect.poll(() => errors.map(({ code }) => code)).toEqual(['presence/permission-denied']);
  await expect(setMemberData(room, 'second')).rejects.toMatchObject({ code: 'presence/permission-denied' });
  await opens();
  const lists = valuesOf<Members<string>>((next, error) => onMembersChanged(room, next, error));
  await joinRoom(room, 'third');
  await expect.poll(() => lists.at(-1)?.members.map(({ data }) => data)).toEqual(['third']);
});

test('a client that may not return to a room joins it when its user has got the required claim, and tries once for each token', async () => {
  const { alice, device, presence, blips, closes } = await privateRooms('auth.token.member === true');
  const errors = errorsOf(presence);
  const [room, other] = [getRoom<string>(presence, newRoomId()), getRoom<string>(presence, newRoomId())];
  await joinRoom(room, 'first');
  await closes();
  blips();
  await expect.poll(() => errors.map(({ code }) => code)).toEqual(['presence/permission-denied']);
  const { currentUser } = device.auth;
  // Authentication calls its listeners after each of these, without a new token.
  for (const _ of ['once', 'twice']) await currentUser?.reload();
  await expect(joinRoom(other, 'after what the reloads would have caused')).rejects.toMatchObject({
    code: 'presence/permission-denied',
  });
  expect(errors).toHaveLength(1);
  await getAuth(suite.admin().app).setCustomUserClaims(alice.uid, { member: true });
  const lists = valuesOf<Members<string>>((next, error) => onMembersChanged(room, next, error));
  await currentUser?.getIdToken(true);
  await expect.poll(() => lists.at(-1)?.members.map(({ data }) => data)).toEqual(['first']);
  expect(errors).toHaveLength(1);
});

test('setMemberData() rejects if the connection is lost meanwhile and the client may not return to the room', async () => {
  const { presence, blips, closes } = await privateRooms();
  const room = getRoom<string>(presence, newRoomId());
  await joinRoom(room, 'first');
  await closes();
  const change = setMemberData(room, 'second');
  blips();
  await expect(change).rejects.toMatchObject({ code: 'presence/permission-denied' });
});

test('getRoom() and joinRoom() reject an invalid id or invalid data, and name it', async () => {
  const { presence } = await person('alice').opensTab();
  const invalid = (text: string) => ({ code: 'presence/invalid-argument', message: expect.stringContaining(text) });
  for (const id of ['', 'a/b', 'a.b', 'x'.repeat(129)]) {
    expect(() => getRoom(presence, id)).toThrow(expect.objectContaining(invalid(JSON.stringify(id))));
  }
  const room = getRoom<unknown>(presence, newRoomId());
  await expect(joinRoom(room, 'x'.repeat(2000))).rejects.toMatchObject(invalid('2002 characters'));
  await expect(joinRoom(room, 1n)).rejects.toMatchObject(invalid('a value that JSON cannot hold'));
  await expect(joinRoom(room, () => undefined)).rejects.toMatchObject(invalid('a value that JSON cannot hold'));
  await leaveRoom(room);
});

test('a signed-out user cannot join a room', async () => {
  const tab = await person('alice').opensTab();
  await tab.signsOut();
  await expect(joinRoom(seatIn(tab, newRoomId()), { name: 'x' })).rejects.toMatchObject({
    code: 'presence/signed-out',
  });
});

/** A client of a database whose rules can refuse seats. */
async function privateRooms(condition = 'false') {
  const { databaseUrl, deploys } = await newInstance('rooms');
  const alice = person('alice');
  const device = newDevice();
  await signInAs(device, alice.uid);
  const presence = getPresence(device.app, { databaseUrl });
  await isConnected(presence);
  const rules = deployed('database.rules.json');
  const closed = rules.replace(
    `"newData.hasChildren(['joined_at'])`,
    `"${condition} && newData.hasChildren(['joined_at'])`,
  );
  expect(closed).not.toBe(rules);
  const blips = (): void => {
    goOffline(getDatabase(device.app, databaseUrl()));
    goOnline(getDatabase(device.app, databaseUrl()));
  };
  return { alice, device, presence, blips, opens: () => deploys(rules), closes: () => deploys(closed) };
}

/** The errors that the client reports until the test ends. */
function errorsOf(presence: Presence): PresenceError[] {
  const errors: PresenceError[] = [];
  const ignore = (): void => undefined;
  onTestFinished(onConnectionStateChanged(presence, ignore, (error) => errors.push(error)));
  return errors;
}

const seatIn = (tab: Tab, id: string): Room<Seat> => getRoom<Seat>(tab.presence, id);

const watching = (room: Room<Seat>): Members<Seat>[] =>
  valuesOf<Members<Seat>>((next, error) => onMembersChanged(room, next, error));

const uids = (lists: Members<Seat>[]): string[] | undefined => lists.at(-1)?.members.map(({ uid }) => uid);

async function entries(id: string): Promise<Record<Person['uid'], object>> {
  return (await suite.admin().database.ref(roomPath(id)).get()).val() ?? {};
}
