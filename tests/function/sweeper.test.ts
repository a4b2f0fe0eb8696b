import {
  ANSWER_WITHIN_SECONDS,
  askedPath,
  type ConnectionPlace,
  leasePath,
  type MultiPathUpdate,
  renewal,
  type Seat,
} from '@firebase-presence/contract';
import type { Reference } from 'firebase-admin/database';
import { expect, test, vi } from 'vitest';
import { sweep } from '../../functions/src/sweeper.ts';
import { newInstance } from '../kit/new-instance.ts';

/*
 * The sweeper on a database of its own, without other connections.
 */

const MINUTE = 60_000;
const NOW = 100 * MINUTE;
const ANSWER_MS = ANSWER_WITHIN_SECONDS * 1000;

const idOf = (name: string): string => name.padEnd(20, '-');

/** A connection as the client announces it, last renewed `ageMs` ago. If it is late, its client was asked and has not answered. */
function connectionOf(uid: string, slot: string, { ageMs, seats = [] }: { ageMs: number; seats?: Seat[] }) {
  const place: ConnectionPlace = { uid, slot, id: idOf(`${uid}${slot}`), seats };
  const rooms = Object.fromEntries(seats.map(({ roomSlot, roomId, seat }) => [roomSlot, { room: roomId, seat }]));
  const members = seats.map(({ roomId, seat }) => [`presence/rooms/${roomId}/${uid}/${seat}`, { joined_at: 1 }]);
  return {
    [`status/${uid}/connections/${place.id}`]: { last_changed: NOW - ageMs, slot },
    [`status/${uid}/last_changed`]: NOW - ageMs,
    [leasePath(uid, slot)]: { id: place.id, at: NOW - ageMs, rooms },
    ...(ageMs > MINUTE && { [askedPath(uid, slot)]: { at: NOW - ANSWER_MS, renewed_at: NOW - ageMs } }),
    ...Object.fromEntries(members),
  };
}

/** The same, before a tick has asked. */
function unasked(connection: MultiPathUpdate): MultiPathUpdate {
  return Object.fromEntries(Object.entries(connection).filter(([path]) => !path.startsWith('presence/asked')));
}

const sweepAt = (root: Reference, now: number) => sweep(root, () => now, MINUTE);
const sweepNow = (root: Reference) => sweepAt(root, NOW);
const exists = async (root: Reference, path: string) => (await root.child(path).get()).exists();

test('the sweeper removes a connection with an expired lease, and its seats, as a departure', async () => {
  const { root } = await newInstance('sweeper');
  const seats = [{ roomSlot: '0', roomId: 'lobby', seat: idOf('seat') }];
  await root.update(connectionOf('alice', '05', { ageMs: 2 * MINUTE, seats }));
  expect(await sweepNow(root)).toEqual({
    asked: 0,
    swept: 1,
    leftovers: 0,
    failed: [],
    next: null,
    answerDue: null,
  });
  const node = (await root.child('status/alice').get()).val();
  expect(node).toEqual({ last_changed: expect.any(Number), left_at: node.last_changed });
  expect(await exists(root, 'presence')).toBe(false);
});

test.each(['lobby\u0085', 'lobby \ud83c'])(
  'the sweeper removes a seat in the room %j, whose id only another client than ours can choose',
  async (roomId) => {
    const { root } = await newInstance('sweeper');
    const seats = [{ roomSlot: '0', roomId, seat: idOf('seat') }];
    await root.update(connectionOf('mallory', '05', { ageMs: 2 * MINUTE, seats }));
    expect(await sweepNow(root)).toMatchObject({ swept: 1, failed: [] });
    expect(await exists(root, 'presence')).toBe(false);
  },
);

test('the sweeper keeps a living connection next to a dead one of the same user', async () => {
  const { root } = await newInstance('sweeper');
  await root.update({
    ...connectionOf('alice', '00', { ageMs: 2 * MINUTE }),
    ...connectionOf('alice', '1f', { ageMs: MINUTE / 2 }),
  });
  expect(await sweepNow(root)).toMatchObject({ swept: 1, leftovers: 0, next: NOW + MINUTE / 2 });
  expect(Object.keys((await root.child('status/alice/connections').get()).val())).toEqual([idOf('alice1f')]);
  expect(Object.keys((await root.child('presence/leases').get()).val())).toEqual(['alice:1f']);
});

test('the sweeper removes a lease without a connection, and watchers see no change', async () => {
  const { root } = await newInstance('sweeper');
  await root.child('status/alice').set({ last_changed: 1 });
  await root.child('presence').set({
    leases: { 'alice:00': { id: idOf('gone'), at: 1 } },
    asked: { 'alice:00': { at: 1, renewed_at: 1 } },
  });
  expect(await sweepNow(root)).toMatchObject({ swept: 0, leftovers: 1 });
  expect((await root.child('status/alice').get()).val()).toEqual({ last_changed: 1 });
});

test('the sweeper keeps a lease that is renewed or replaced during the sweep', async () => {
  const { root } = await newInstance('sweeper');
  await root.update(connectionOf('alice', '00', { ageMs: 2 * MINUTE }));
  const lease = root.child('presence/leases/alice:00');
  const renewed = { id: idOf('new'), at: NOW };
  const realUpdate = root.update.bind(root);
  vi.spyOn(root, 'update').mockImplementationOnce(async (values) => {
    await lease.set(renewed);
    await realUpdate(values);
  });
  expect(await sweepNow(root)).toMatchObject({ swept: 1 });
  expect((await lease.get()).val()).toEqual(renewed);
});

test.each([
  ['has no id', 'alice:00', { at: 1 }],
  ['has no time', 'alice:00', { id: idOf('a') }],
  ['has a key without a slot', 'alice', { id: idOf('a'), at: 1 }],
  ['has a slot that does not exist', 'alice:20', { id: idOf('a'), at: 1 }],
  ['is a string', 'alice:00', 'x'],
])('the sweeper removes a lease that %s, and continues', async (_, key, malformed) => {
  const { root } = await newInstance('sweeper');
  await root.child(`presence/leases/${key}`).set(malformed);
  await root.update(connectionOf('bob', '00', { ageMs: 2 * MINUTE }));
  expect(await sweepNow(root)).toMatchObject({ swept: 1, leftovers: 1, failed: [] });
});

test('the sweeper removes all expired leases when there are more than one page', async () => {
  const { root } = await newInstance('sweeper');
  const all: Record<string, unknown> = {};
  for (let index = 0; index < 250; index++) {
    Object.assign(all, connectionOf(`user-${index}`, '00', { ageMs: 2 * MINUTE + index }));
  }
  await root.update(all);
  expect(await sweepNow(root)).toMatchObject({ swept: 250, leftovers: 0, failed: [] });
  expect(await exists(root, 'presence/leases')).toBe(false);
});

test('a lease that names 130,000 rooms does not stop the sweep of other leases', async () => {
  const { root } = await newInstance('sweeper');
  const rooms = Object.fromEntries(Array.from({ length: 130_000 }, (_, index) => [`room-${index}`, true]));
  await root.child('presence/leases/mallory:00').set({ id: idOf('m'), at: 1, rooms });
  await root.child('presence/asked/mallory:00').set({ at: 1, renewed_at: 1 });
  await root.update(connectionOf('alice', '00', { ageMs: 2 * MINUTE }));
  expect(await sweepNow(root)).toMatchObject({ swept: 1, leftovers: 1, failed: [] });
});

test('the sweeper reports leases that it cannot remove, and removes the others', async () => {
  const { root } = await newInstance('sweeper');
  const all: Record<string, unknown> = {};
  for (let index = 0; index < 120; index++) {
    Object.assign(all, connectionOf(`stuck-${index}`, '00', { ageMs: 3 * MINUTE + index }));
  }
  await root.update({ ...all, ...connectionOf('alice', '00', { ageMs: 2 * MINUTE }) });
  const realUpdate = root.update.bind(root);
  vi.spyOn(root, 'update').mockImplementation(async (values) => {
    if (Object.keys(values).some((path) => path.includes('stuck'))) throw new Error('the database refused it');
    await realUpdate(values);
  });
  const report = await sweepNow(root);
  expect(report).toMatchObject({ swept: 1, leftovers: 0 });
  expect(report.failed).toHaveLength(120);
  // No answer is due in the future, so this sweep asks for no further tick.
  expect(report.answerDue).toBeNull();
  expect(await exists(root, 'presence/leases/alice:00')).toBe(false);
});

test('a late connection is not swept before its client was asked', async () => {
  const { root } = await newInstance('sweeper');
  await root.update(unasked(connectionOf('alice', '00', { ageMs: 2 * MINUTE })));
  const asked = { asked: 1, swept: 0, answerDue: NOW + ANSWER_MS };
  expect(await sweepNow(root)).toMatchObject(asked);
  expect((await root.child('presence/asked').get()).val()).toEqual({
    'alice:00': { at: NOW, renewed_at: NOW - 2 * MINUTE },
  });
  // It waits for the answer, and does not ask again.
  expect(await sweepAt(root, NOW + ANSWER_MS - 1)).toMatchObject({ ...asked, asked: 0 });
  expect(await exists(root, `status/alice/connections/${idOf('alice00')}`)).toBe(true);
  expect(await sweepAt(root, NOW + ANSWER_MS)).toMatchObject({ asked: 0, swept: 1, answerDue: null });
  expect(await exists(root, 'status/alice/connections')).toBe(false);
  expect(await exists(root, 'presence')).toBe(false);
});

test('a connection whose client answers within five seconds is never swept', async () => {
  const { root } = await newInstance('sweeper');
  await root.update(unasked(connectionOf('alice', '00', { ageMs: 2 * MINUTE })));
  const place: ConnectionPlace = { uid: 'alice', slot: '00', id: idOf('alice00'), seats: [] };
  for (let now = NOW; now < NOW + 10 * MINUTE; now += 2 * MINUTE) {
    expect(await sweepAt(root, now)).toMatchObject({ asked: 1, swept: 0 });
    await root.update(renewal(place, now + ANSWER_MS - 1));
    expect(await sweepAt(root, now + ANSWER_MS)).toMatchObject({ asked: 0, swept: 0, leftovers: 0, answerDue: null });
    expect(await exists(root, 'presence/asked')).toBe(false);
  }
  expect(await exists(root, `status/alice/connections/${place.id}`)).toBe(true);
});

test('a mark of an earlier lease in the slot does not end a new connection', async () => {
  const { root } = await newInstance('sweeper');
  await root.update(unasked(connectionOf('alice', '00', { ageMs: MINUTE - 1 })));
  await root.child('presence/asked/alice:00').set({ at: NOW - ANSWER_MS, renewed_at: NOW - 2 * MINUTE });
  expect(await sweepNow(root)).toMatchObject({ asked: 0, swept: 0 });
  expect(await exists(root, 'presence/asked')).toBe(false);
  // Later the new connection is late too. Its client is asked as any other.
  expect(await sweepAt(root, NOW + 1)).toMatchObject({ asked: 1, swept: 0 });
  expect(await exists(root, 'status/alice/connections')).toBe(true);
});

test('two sweeps side by side ask once more at most, and remove a connection once', async () => {
  const { root } = await newInstance('sweeper');
  await root.update(unasked(connectionOf('alice', '00', { ageMs: 2 * MINUTE })));
  await Promise.all([sweepNow(root), sweepNow(root)]);
  expect((await root.child('presence/asked/alice:00').get()).val()).toEqual({ at: NOW, renewed_at: NOW - 2 * MINUTE });
  const reports = await Promise.all([sweepAt(root, NOW + ANSWER_MS), sweepAt(root, NOW + ANSWER_MS)]);
  expect(reports.flatMap(({ failed }) => failed)).toEqual([]);
  expect(await exists(root, 'status/alice/connections')).toBe(false);
  expect(await exists(root, 'presence')).toBe(false);
});

test('the sweeper asks the clients of all late leases when there are more than one page', async () => {
  const { root } = await newInstance('sweeper');
  const all: MultiPathUpdate = {};
  for (let index = 0; index < 250; index++) {
    Object.assign(all, unasked(connectionOf(`user-${index}`, '00', { ageMs: 2 * MINUTE + index })));
  }
  await root.update(all);
  const writes = vi.spyOn(root, 'update');
  expect(await sweepNow(root)).toMatchObject({ asked: 250, swept: 0 });
  // One write for each page.
  expect(writes).toHaveBeenCalledTimes(3);
  expect(await sweepAt(root, NOW + ANSWER_MS)).toMatchObject({ asked: 0, swept: 250 });
});

test('a sweep works on 5,000 marks, and the next sweep continues at once', async () => {
  const { root } = await newInstance('sweeper');
  const mark = { at: 1, renewed_at: 1 };
  const marks = Array.from({ length: 5100 }, (_, index) => [`user-${index}:00`, mark]);
  await root.child('presence/asked').set(Object.fromEntries(marks));
  expect(await sweepNow(root)).toMatchObject({ answerDue: NOW });
  expect((await root.child('presence/asked').get()).numChildren()).toBe(100);
  expect(await sweepNow(root)).toMatchObject({ answerDue: null });
  expect(await exists(root, 'presence/asked')).toBe(false);
});

test.each([
  ['is a string', 'x'],
  ['has no time of a renewal', { at: 1 }],
])('a mark that %s ends no connection', async (_, malformed) => {
  const { root } = await newInstance('sweeper');
  await root.update(connectionOf('alice', '00', { ageMs: MINUTE / 2 }));
  await root.child('presence/asked/alice:00').set(malformed);
  expect(await sweepNow(root)).toMatchObject({ swept: 0, failed: [] });
  expect(await exists(root, 'presence/asked')).toBe(false);
  expect(await exists(root, 'status/alice/connections')).toBe(true);
});

test('a mark that was answered does not delay the next question', async () => {
  const { root } = await newInstance('sweeper');
  await root.update(unasked(connectionOf('alice', '00', { ageMs: 2 * MINUTE })));
  await root.child('presence/asked/alice:00').set({ at: NOW - 1, renewed_at: NOW - 3 * MINUTE });
  expect(await sweepNow(root)).toMatchObject({ asked: 1, swept: 0, answerDue: NOW + ANSWER_MS });
});
