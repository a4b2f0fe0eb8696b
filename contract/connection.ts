import { type LeasePlace, roomSlotPath, type Seat } from './lease.ts';
import type { MultiPathUpdate } from './multi-path-update.ts';
import { connectionPath, leasePath, statusPath } from './paths.ts';
import { removalOfSeat } from './room.ts';

/*
 * A user's node in the Realtime Database, /status/{uid}:
 *
 *   connections/{connectionId}: { last_changed, slot, idle? }   one record for each connection; idle: see the glossary
 *   state, last_changed                                         the flat record of a documentation-style client
 *   last_changed                                                the database's time of the latest write
 *   left_at                                                     the time of a departure; removed by the next announcement
 *
 * `slot` names the lease of the connection, see lease.ts. The timestamp is a parameter because each of Firebase's SDKs has its own
 * placeholder for it (`serverTimestamp()`).
 */

/** Where the data of one connection is in the Realtime Database. */
export interface ConnectionPlace extends LeasePlace {
  /** Random and never used again. */
  id: string;
  /** The seats that its lease names. */
  seats: readonly Seat[];
}

/**
 * The update that the Realtime Database applies when the socket ends: it removes this connection and the leftovers of this client. It is
 * one update, so the order of its parts does not matter.
 */
export function arming(
  place: ConnectionPlace,
  leftovers: Iterable<ConnectionPlace>,
  timestamp: unknown,
): MultiPathUpdate {
  return {
    ...removalOfLeftovers(place.slot, leftovers),
    ...removal(place),
    [`${statusPath(place.uid)}/last_changed`]: timestamp,
  };
}

/**
 * Adds a connection with its lease and removes the client's earlier connections. It is one update, so a reader always sees exactly one of
 * them. The rules refuse it while a connection of another client holds the slot.
 */
export function announcement(
  { uid, id, slot }: ConnectionPlace,
  leftovers: Iterable<ConnectionPlace>,
  timestamp: unknown,
  idle: boolean = false,
): MultiPathUpdate {
  const lease = leasePath(uid, slot);
  return {
    ...removalOfLeftovers(slot, leftovers),
    [`${statusPath(uid)}/${connectionPath(id)}`]: { last_changed: timestamp, slot, ...(idle && { idle }) },
    [`${statusPath(uid)}/last_changed`]: timestamp,
    [`${statusPath(uid)}/left_at`]: null,
    [`${lease}/id`]: id,
    [`${lease}/at`]: timestamp,
  };
}

/** Records that the connection became idle, or active again. */
export function idleChange({ uid, id }: ConnectionPlace, idle: boolean, timestamp: unknown): MultiPathUpdate {
  return {
    [`${statusPath(uid)}/${connectionPath(id)}/idle`]: idle || null,
    [`${statusPath(uid)}/last_changed`]: timestamp,
  };
}

/** Renews the lease, which proves that the connection lives. */
export function renewal({ uid, slot }: ConnectionPlace, timestamp: unknown): MultiPathUpdate {
  return { [`${leasePath(uid, slot)}/at`]: timestamp };
}

/**
 * Removes a connection by a departure: the user chose to leave, or the lease expired. `left_at` makes the mirror skip the grace period.
 */
export function departure(
  place: ConnectionPlace,
  leftovers: Iterable<ConnectionPlace>,
  timestamp: unknown,
): MultiPathUpdate {
  return {
    ...removalOfLeftovers(place.slot, leftovers),
    ...removal(place),
    ...departureTimes(place.uid, timestamp),
  };
}

/** Records a departure, without removing a connection. */
export function departureTimes(uid: string, timestamp: unknown): MultiPathUpdate {
  return { [`${statusPath(uid)}/last_changed`]: timestamp, [`${statusPath(uid)}/left_at`]: timestamp };
}

/** Removes the record and the seats of a connection; its lease remains. */
export function removalOfRecord({ uid, id, seats }: ConnectionPlace): MultiPathUpdate {
  const update: MultiPathUpdate = { [`${statusPath(uid)}/${connectionPath(id)}`]: null };
  for (const seat of seats) Object.assign(update, removalOfSeat(uid, seat));
  return update;
}

function removal(place: ConnectionPlace): MultiPathUpdate {
  const lease = leasePath(place.uid, place.slot);
  return { ...removalOfRecord(place), ...removalOfRoomSlots(place), [`${lease}/id`]: null, [`${lease}/at`]: null };
}

/**
 * Removes leftovers. The lease of a leftover in another slot remains until it expires. Another tab may hold that slot by now, and then the
 * rules would refuse the whole update.
 */
function removalOfLeftovers(slot: string, leftovers: Iterable<ConnectionPlace>): MultiPathUpdate {
  const update: MultiPathUpdate = {};
  for (const leftover of leftovers) {
    Object.assign(update, removalOfRecord(leftover), leftover.slot === slot ? removalOfRoomSlots(leftover) : {});
  }
  return update;
}

function removalOfRoomSlots({ seats, ...lease }: ConnectionPlace): MultiPathUpdate {
  return Object.fromEntries(seats.map(({ roomSlot }) => [roomSlotPath(lease, roomSlot), null]));
}
