import { fieldsOf } from './fields.ts';
import { ID_LENGTH, MAX_CONNECTIONS, MAX_ROOMS_OF_CONNECTION } from './limits.ts';
import { leasePath } from './paths.ts';
import { isRoomKey } from './room-id.ts';
import { invalidUserIdReason } from './user-id.ts';

/*
 * Rule 7. The Realtime Database removes a connection when its socket ends. That can fail: the token expires in a sleeping tab, the database
 * crashes, or the network drops packets silently. So every connection holds a lease. A lease that was not renewed in time is late. A tick
 * then asks the client for a renewal. The sweeper removes the connection if the client does not answer:
 *
 *   /presence/leases/{uid}:{slot}: { id, at, rooms: { {roomSlot}: { room, seat } } }
 *
 *   id      the connection that holds the lease
 *   at      the database's time of the latest renewal
 *   rooms   the rooms that the connection is in, and its seat in each
 *
 *   /presence/asked/{uid}:{slot}: { at, renewed_at }
 *
 *   at           when a tick asked the client of this lease
 *   renewed_at   the renewal after which it asked: the answer is any later one
 *
 * A user has MAX_CONNECTIONS slots. A lease has MAX_ROOMS_OF_CONNECTION room slots. The rules bind the key to its owner. So they limit
 * what one account can store, and no account can change the lease of another account. A connection exists only while the lease in its
 * slot names its id. A seat exists only while a room slot names it. The rules refuse to remove the id or the room slot earlier than the
 * connection or the seat.
 */

/** How often a client renews its lease, in milliseconds. */
export const RENEWAL_PERIOD_MS = 30_000;

/**
 * A lease is late this long after its latest renewal, in seconds by the Realtime Database's clock: the renewal period, and three seconds
 * for a slow network. A deployment can change it.
 */
export const LATE_AFTER_SECONDS = 33;

/** How long a late lease may wait for the tick that asks its client, in seconds. A deployment can change it. */
export const SWEEP_DELAY_SECONDS = 1;

/** How long a client has to renew its lease when a tick has asked it, in seconds. Then the lease has expired. */
export const ANSWER_WITHIN_SECONDS = 5;

/**
 * How long Firestore shows a dead connection at most, in seconds, with warm functions. The sum of the lease, the delay of the tick that
 * asks, the time for the answer, the second of the tick that sweeps, and the time that this tick, the function and Firestore take.
 */
export const SWEPT_WITHIN_SECONDS: number = LATE_AFTER_SECONDS + SWEEP_DELAY_SECONDS + ANSWER_WITHIN_SECONDS + 1 + 5;

/** The keys of the slots, `00` to `1f`. */
export const LEASE_SLOTS: readonly string[] = Array.from({ length: MAX_CONNECTIONS }, (_, index) =>
  index.toString(16).padStart(2, '0'),
);

/** The keys of the room slots of a lease, `0` to `b`. */
export const ROOM_SLOTS: readonly string[] = Array.from({ length: MAX_ROOMS_OF_CONNECTION }, (_, index) =>
  index.toString(16),
);

/** Where a lease is. */
export interface LeasePlace {
  uid: string;
  slot: string;
}

/** The seat of a connection in a room. */
export interface Seat {
  /** The room slot of the lease. */
  roomSlot: string;
  roomId: string;
  /** Random, so that it reveals nothing about the connection. */
  seat: string;
}

export interface Lease extends LeasePlace {
  /** The id of the connection that holds the lease. */
  id: string;
  /** The time of the latest renewal, in milliseconds since the epoch by the Realtime Database's clock. */
  at: number;
  seats: Seat[];
}

/** Where a lease names a seat. */
export const roomSlotPath = ({ uid, slot }: LeasePlace, roomSlot: string): string =>
  `${leasePath(uid, slot)}/rooms/${roomSlot}`;

/** Reads the key of a lease; null if it is not a valid key. */
export function readLeaseKey(key: string): LeasePlace | null {
  const colon = key.lastIndexOf(':');
  const [uid, slot] = [key.slice(0, Math.max(0, colon)), key.slice(colon + 1)];
  return invalidUserIdReason(uid) === null && LEASE_SLOTS.includes(slot) ? { uid, slot } : null;
}

/** Reads a lease; null if it is malformed, because a malformed lease proves no connection. */
export function readLease(key: string, value: unknown): Lease | null {
  const owner = readLeaseKey(key);
  const { id, at, rooms } = fieldsOf(value);
  if (owner === null || !isId(id) || typeof at !== 'number') return null;
  return { ...owner, id, at, seats: readSeats(rooms) };
}

/** A mark that asks the client of a lease for a renewal. */
export interface AskMark {
  /** When it asked, in milliseconds since the epoch by the clock of the function. */
  at: number;
  /** The {@link Lease.at} after which it asked. It is not about a lease with another time. */
  renewedAt: number;
}

/** Reads a mark that asks for a renewal; null if there is none. */
export function readAskMark(value: unknown): AskMark | null {
  const { at, renewed_at: renewedAt } = fieldsOf(value);
  return typeof at === 'number' && typeof renewedAt === 'number' ? { at, renewedAt } : null;
}

/** The mark as the Realtime Database stores it. */
export function storedAskMark({ at, renewedAt }: AskMark): Record<string, number> {
  return { at, renewed_at: renewedAt };
}

/** The first and the last key of a user's leases. The keys of a user whose uid begins with `{uid}:` can be between them. */
export function leaseKeyRange(uid: string): [first: string, last: string] {
  return [`${uid}:${LEASE_SLOTS[0]}`, `${uid}:${LEASE_SLOTS.at(-1)}`];
}

/** Reads the leases of a user from the entries of {@link leaseKeyRange}. Leaves out malformed leases and those of other users. */
export function readLeasesOf(uid: string, entries: readonly [key: string, value: unknown][]): Lease[] {
  const leases = entries.map(([key, value]) => readLease(key, value));
  return leases.filter((lease) => lease !== null).filter((lease) => lease.uid === uid);
}

/** Reads the seats that a lease names, at most one for each room slot. Ignores other keys. */
export function readSeats(rooms: unknown): Seat[] {
  const byRoomSlot = fieldsOf(rooms);
  return ROOM_SLOTS.map((roomSlot) => readSeat(roomSlot, byRoomSlot[roomSlot])).filter((seat) => seat !== null);
}

/** Every seat that the rules accept has to be found, so this accepts more than the API does. */
function readSeat(roomSlot: string, value: unknown): Seat | null {
  const { room, seat } = fieldsOf(value);
  return isRoomKey(room) && isId(seat) ? { roomSlot, roomId: room, seat } : null;
}

/** True if the value can be the id of a connection or a seat. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length === ID_LENGTH && /^[-_A-Za-z0-9]+$/.test(value);
}
