import { fieldsOf } from './fields.ts';
import { ID_LENGTH, MAX_CONNECTIONS, MAX_ROOMS_OF_CONNECTION } from './limits.ts';
import { leasePath } from './paths.ts';
import { isRoomId } from './room-id.ts';
import { invalidUserIdReason } from './user-id.ts';

/*
 * Rule 7. The server removes a connection when its socket ends, but that can fail: the token expired in a sleeping tab, the server
 * crashed, the network drops packets silently. So every connection holds a lease, and the sweeper removes the connections whose lease has
 * expired:
 *
 *   /presence/leases/{uid}:{slot}: { id, at, rooms: { {roomSlot}: { room, seat } } }
 *
 *   id      the connection that holds the lease
 *   at      the server's time of the latest renewal
 *   rooms   the rooms that the connection is in, and the seat it has there
 *
 * A user has MAX_CONNECTIONS slots, and a lease has MAX_ROOMS_OF_CONNECTION room slots. The rules bind the key to its owner, so what one
 * account can store is bounded, and no account can touch the lease of another one. A connection exists only while the lease in its slot
 * names its id, and a seat only while a room slot names it; neither can be removed from the lease before.
 */

/**
 * How often a client renews, in milliseconds. Browsers run the timers of a hidden tab once a minute, so in fact it is one minute there; the
 * time to live has to be longer than that, or living tabs would be swept.
 */
export const RENEWAL_PERIOD_MS = 30_000;

/** How long a lease holds after its latest renewal, in seconds by the Realtime Database's clock, unless the deployment chose otherwise. */
export const TIME_TO_LIVE_SECONDS = 65;

/** How long after its expiry a lease may wait for the sweeper, in seconds, unless the deployment chose otherwise. */
export const SWEEP_DELAY_SECONDS = 1;

/**
 * Within how many seconds after its death a dead connection is gone from Firestore, with warm functions: the lease, the sweeper's delay, the
 * second of its tick, and what the tick, the function and Firestore take.
 */
export const SWEPT_WITHIN_SECONDS: number = TIME_TO_LIVE_SECONDS + SWEEP_DELAY_SECONDS + 1 + 5;

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
  /** Random, so that it tells others nothing about the connection. */
  seat: string;
}

export interface Lease extends LeasePlace {
  /** The connection that holds it. */
  id: string;
  /** Milliseconds since the epoch by the Realtime Database's clock. */
  at: number;
  seats: Seat[];
}

/** Where a lease names a seat. */
export const roomSlotPath = ({ uid, slot }: LeasePlace, roomSlot: string): string =>
  `${leasePath(uid, slot)}/rooms/${roomSlot}`;

/** Reads the key of a lease; null if no user can have such a lease. */
export function readLeaseKey(key: string): LeasePlace | null {
  const colon = key.lastIndexOf(':');
  const [uid, slot] = [key.slice(0, Math.max(0, colon)), key.slice(colon + 1)];
  return invalidUserIdReason(uid) === null && LEASE_SLOTS.includes(slot) ? { uid, slot } : null;
}

/** Reads a lease. Null if it is malformed: then it proves no connection. */
export function readLease(key: string, value: unknown): Lease | null {
  const owner = readLeaseKey(key);
  const { id, at, rooms } = fieldsOf(value);
  if (owner === null || !isId(id) || typeof at !== 'number') return null;
  return { ...owner, id, at, seats: readSeats(rooms) };
}

/** Reads the seats that a lease names. At most as many as it has room slots, also if there is more in the database. */
export function readSeats(rooms: unknown): Seat[] {
  const byRoomSlot = fieldsOf(rooms);
  return ROOM_SLOTS.map((roomSlot) => readSeat(roomSlot, byRoomSlot[roomSlot])).filter((seat) => seat !== null);
}

function readSeat(roomSlot: string, value: unknown): Seat | null {
  const { room, seat } = fieldsOf(value);
  return isRoomId(room) && isId(seat) ? { roomSlot, roomId: room, seat } : null;
}

/** True for what can be the id of a connection or a seat. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length === ID_LENGTH && /^[-_A-Za-z0-9]+$/.test(value);
}
