import {
  fieldsOf,
  type Lease,
  type MultiPathUpdate,
  occupancyPath,
  readSettings,
  removalOfSeat,
  roomPath,
  roomSlotPath,
  type Seat,
  settingsPath,
} from '@firebase-presence/contract';
import type { Reference } from 'firebase-admin/database';
import { childrenOf, type Instance, leasesOf } from './databases.ts';
import { hasHalfCharacter } from './half-character.ts';
import { randomVersion } from './random-version.ts';
import { nameOf, safeKey } from './safe-key.ts';
import type { ShallowKeys } from './shallow.ts';

/*
 * The occupancy: how many members a room has. A change of the members marks the room, and a tick counts it.
 *
 *   /presence/uncounted/~{roomId}: { at, v }   when a tick has to count the room, in milliseconds since the epoch; each change replaces v
 *   /presence/counted/~{roomId}: { at, n }     when a tick last counted the room, and the result
 *
 * A count reads one key for each member, so ticks count a large room less often. All joins and leaves between two counts need only one
 * count.
 */

const UNCOUNTED_ROOT = 'presence/uncounted';
const COUNTED_ROOT = 'presence/counted';

/** The least time between two counts of a room, in milliseconds, and how much each member adds. */
export const COUNT_INTERVAL_MS = 1000;
export const INTERVAL_MS_PER_MEMBER = 1;

/** How many rooms one query reads, and how many queries one tick makes. */
const PAGE = 50;
const PAGES = 20;

/** Marks a room whose members have changed. @returns when a tick has to count it, in milliseconds since the epoch */
export async function markUncounted(root: Reference, roomId: string, now: number): Promise<number> {
  const due = await nextCountAt(root, roomId, now);
  const mark = root.child(`${UNCOUNTED_ROOT}/${safeKey(roomId)}`);
  const { snapshot } = await mark.transaction(
    (value: unknown) => ({ at: dueAt(value) ?? due, v: randomVersion() }),
    undefined,
    false,
  );
  return dueAt(snapshot.val()) ?? due;
}

async function nextCountAt(root: Reference, roomId: string, now: number): Promise<number> {
  const { at, n } = fieldsOf((await root.child(`${COUNTED_ROOT}/${safeKey(roomId)}`).get()).val());
  if (typeof at !== 'number' || typeof n !== 'number') return now;
  return Math.max(now, at + intervalMs(n));
}

function intervalMs(members: number): number {
  return Math.max(COUNT_INTERVAL_MS, members * INTERVAL_MS_PER_MEMBER);
}

export interface CountReport {
  counted: number;
  failed: string[];
  /** When a tick has to count the next room, in milliseconds since the epoch; null if no room is marked. */
  next: number | null;
}

/** Counts the rooms that are due. Reports failures and continues. */
export async function countDueRooms(instance: Instance, shallowKeys: ShallowKeys, now: number): Promise<CountReport> {
  const report: CountReport = { counted: 0, failed: [], next: null };
  const uncounted = instance.root.child(UNCOUNTED_ROOT).orderByChild('at');
  for (let page = 0; page < PAGES; page++) {
    const due = childrenOf(await uncounted.endAt(now).limitToFirst(PAGE).get());
    if (due.length === 0) break;
    await Promise.all(due.map(([key, mark]) => countOne(instance, shallowKeys, nameOf(key), mark, now, report)));
  }
  const [first] = childrenOf(await uncounted.limitToFirst(1).get());
  report.next = first ? (dueAt(first[1]) ?? now) : null;
  return report;
}

async function countOne(
  instance: Instance,
  shallowKeys: ShallowKeys,
  roomId: string,
  mark: unknown,
  now: number,
  report: CountReport,
): Promise<void> {
  try {
    await countRoom(instance, shallowKeys, roomId, mark, now);
    report.counted++;
  } catch (error) {
    report.failed.push(`${roomId}: ${error}`);
    await instance.root.child(`${UNCOUNTED_ROOT}/${safeKey(roomId)}/at`).set(now + RETRY_MS);
  }
}

/** How long a room waits after a failure, in milliseconds. */
const RETRY_MS = 5000;

/**
 * Counts one room. Removes the mark only if it has not changed since it was read, as a tick does with the mark of a user (rule 4i). If a
 * change replaced it or another tick removed it, the stored count may be too old. Then a tick counts the room again.
 *
 * If the platform kills an overtaken tick between the two writes, the old count stays until the next join or the daily repair. The write of
 * the count could also change the mark. But with Firebase's SDK such a write aborts each transaction on the mark in the same worker, for
 * example that of a join.
 */
async function countRoom(
  { root, ...instance }: Instance,
  shallowKeys: ShallowKeys,
  roomId: string,
  mark: unknown,
  now: number,
): Promise<void> {
  // Only another client than ours can choose such an id. A count would fail each time, and the mark would never be removed.
  const isCountable = !hasHalfCharacter(roomId);
  const n = isCountable ? (await shallowKeys({ root, ...instance }, roomPath(roomId))).length : 0;
  await root.update({
    [occupancyPath(roomId)]: n === 0 ? null : n,
    [`${COUNTED_ROOT}/${safeKey(roomId)}`]: n === 0 ? null : { at: now, n },
  });
  const { v } = fieldsOf(mark);
  await root
    .child(`${UNCOUNTED_ROOT}/${safeKey(roomId)}`)
    .transaction(
      (value: unknown) =>
        value === null || fieldsOf(value).v !== v ? { at: now + intervalMs(n), v: randomVersion() } : null,
      undefined,
      false,
    );
}

/**
 * Removes an invisible user from every room, including the seats of devices that have not received the new setting. It reads the setting
 * again after the leases. A user who was visible again before keeps the new seats: their clients would not take others. A user who is
 * visible again later may have taken another seat in a room slot, which the lease then still has to name.
 */
export async function leaveRoomsIfInvisible(root: Reference, uid: string): Promise<void> {
  if (!(await isInvisible(root, uid))) return;
  const leases = (await leasesOf(root, uid)).filter(({ seats }) => seats.length > 0);
  if (leases.length === 0 || !(await isInvisible(root, uid))) return;
  const seats = leases.flatMap((lease) => lease.seats.map((seat) => ({ lease, seat })));
  const removals: MultiPathUpdate = {};
  for (const { seat } of seats) Object.assign(removals, removalOfSeat(uid, seat));
  await root.update(removals);
  await Promise.all(seats.map(({ lease, seat }) => forgetSeat(root, lease, seat)));
}

/** Removes the name of a seat from its lease. */
async function forgetSeat(root: Reference, lease: Lease, { roomSlot, roomId, seat }: Seat): Promise<void> {
  const name = root.child(roomSlotPath(lease, roomSlot));
  if (hasHalfCharacter(roomId)) {
    await name.remove();
    return;
  }
  await name.transaction(
    (value: unknown) => {
      // The SDK may begin with null, before it knows the value.
      if (value === null) return null;
      const found = fieldsOf(value);
      return found.seat === seat && !hasHalfCharacter(found.room) ? null : undefined;
    },
    undefined,
    false,
  );
}

async function isInvisible(root: Reference, uid: string): Promise<boolean> {
  const settings = readSettings((await root.child(settingsPath(uid)).get()).val());
  return settings.availability === 'invisible';
}

function dueAt(mark: unknown): number | null {
  const { at } = fieldsOf(mark);
  return typeof at === 'number' ? at : null;
}
