import { type BudgetStep, budgetUpdate } from './budget.ts';
import { fieldsOf } from './fields.ts';
import { type LeasePlace, roomSlotPath, type Seat } from './lease.ts';
import type { MultiPathUpdate } from './multi-path-update.ts';
import { roomPath, typingPath } from './paths.ts';

/*
 * Who is in a room, and who types there:
 *
 *   /presence/rooms/{roomId}/{uid}/{seat}: { joined_at, data? }   one seat for each connection in the room; data is JSON
 *   /presence/typing/{roomId}/{uid}/{seat}                        the time of the latest key press
 *   /presence/occupancy/{roomId}                                  how many members the room has, written by the function
 *
 * A seat has a random id: others read it, and it reveals nothing about the connection. The lease of the connection names the seat, so
 * that the sweeper finds the seats of a dead connection. Typing has its own node, so that a key press starts no function. A seat can only
 * be removed together with its typing.
 */

/** How long others see that a user types after the latest key press, in milliseconds. */
export const TYPING_TIME_TO_LIVE_MS = 3000;

/** The least time between two writes of a client that the user types, in milliseconds. */
export const TYPING_PERIOD_MS = 2000;

/** The path of one seat of one member, below {@link roomPath} and {@link typingPath}. */
export const memberPath = (uid: string, seat: string): string => `${uid}/${seat}`;

/** Takes a seat in a room and names it in the lease. */
export function joining(
  lease: LeasePlace,
  seat: Seat,
  entry: { joined_at: unknown; data: string | null },
  step: BudgetStep,
): MultiPathUpdate {
  return {
    [`${roomPath(seat.roomId)}/${memberPath(lease.uid, seat.seat)}`]: entry,
    [roomSlotPath(lease, seat.roomSlot)]: { room: seat.roomId, seat: seat.seat },
    ...budgetUpdate(lease.uid, 'changes', step, { slot: lease.slot, roomSlot: seat.roomSlot }),
  };
}

/** Replaces the data of a seat. */
export function memberDataChange(
  lease: LeasePlace,
  { roomId, roomSlot, seat }: Seat,
  data: string | null,
  step: BudgetStep,
): MultiPathUpdate {
  return {
    [`${roomPath(roomId)}/${memberPath(lease.uid, seat)}/data`]: data,
    ...budgetUpdate(lease.uid, 'changes', step, { slot: lease.slot, roomSlot }),
  };
}

/** Leaves a room: removes the seat and its entry in the lease. */
export function leaving(lease: LeasePlace, seat: Seat): MultiPathUpdate {
  return { ...removalOfSeat(lease.uid, seat), [roomSlotPath(lease, seat.roomSlot)]: null };
}

/** Removes a seat with its typing; its entry in the lease remains. */
export function removalOfSeat(uid: string, { roomId, seat }: Pick<Seat, 'roomId' | 'seat'>): MultiPathUpdate {
  const member = memberPath(uid, seat);
  return { [`${roomPath(roomId)}/${member}`]: null, [`${typingPath(roomId)}/${member}`]: null };
}

/** Records a key press of the user in the seat. */
export function keyPress(uid: string, { roomId, seat }: Seat, timestamp: unknown, step: BudgetStep): MultiPathUpdate {
  return {
    [`${typingPath(roomId)}/${memberPath(uid, seat)}`]: timestamp,
    ...budgetUpdate(uid, 'typing', step, { seat: `${roomId}/${seat}` }),
  };
}

/** A member of a room, from all the seats of the user. */
export interface StoredMember {
  uid: string;
  /** When the user's first connection joined, in milliseconds since the epoch by the Realtime Database's clock. */
  joinedAt: number;
  /** The data of the connection that joined last, as JSON; null if it has none. */
  data: string | null;
}

/** Reads the seats of one user in a room; null if none is valid. */
export function readMember(uid: string, value: unknown): StoredMember | null {
  let first: number | null = null;
  let latest: { joinedAt: number; data: unknown } | null = null;
  for (const { joined_at: joinedAt, data } of Object.values(fieldsOf(value)).map(fieldsOf)) {
    if (typeof joinedAt !== 'number') continue;
    first = Math.min(first ?? joinedAt, joinedAt);
    if (latest === null || joinedAt >= latest.joinedAt) latest = { joinedAt, data };
  }
  if (first === null) return null;
  return { uid, joinedAt: first, data: typeof latest?.data === 'string' ? latest.data : null };
}
