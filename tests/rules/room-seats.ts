import { budgetUpdate, joining, keyPress, leasePath, ROOM_SLOTS, type Seat } from '@firebase-presence/contract';
import { writes } from './database-request.ts';
import { connected } from './lease-requests.ts';
import { ANEW } from './spent.ts';
import { idOf, NOW, OLD, tab1, type Values } from './status-node.ts';

/*
 * The seats and the writes of the requests about rooms: rooms-allowed.ts and rooms-refused.ts.
 */

export const SEAT: Seat = { roomSlot: '0', roomId: 'lobby', seat: idOf('seat1') };
export const ENTRY = `presence/rooms/lobby/alice/${SEAT.seat}`;
export const TYPING = `presence/typing/lobby/alice/${SEAT.seat}`;
export const LEASE = leasePath('alice', tab1.slot);

export const name = (seat: Seat): Values => ({
  [`${LEASE}/rooms/${seat.roomSlot}`]: { room: seat.roomId, seat: seat.seat },
});
export const named: Values = { ...connected, ...name(SEAT) };
export const joined: Values = { ...named, [ENTRY]: { joined_at: OLD } };
export const typed: Values = { ...joined, [TYPING]: OLD };
export const forgotten: Values = { 'presence/forgotten/alice': OLD };
export const invisible: Values = {
  'presence/settings/alice': { availability: { value: 'invisible', at: OLD }, last_changed: OLD },
};

export const entry = (data: string | null = null) => ({ joined_at: NOW, data });
export const joins = (seat: Seat = SEAT, data: string | null = null, step = ANEW) =>
  writes(joining(tab1, seat, entry(data), step));
/** One budget step for the seat, without the seat and without its name in the lease. */
export const paid = (step = ANEW) =>
  budgetUpdate('alice', 'changes', step, { slot: tab1.slot, roomSlot: SEAT.roomSlot });
export const paidTyping = (step = ANEW) => budgetUpdate('alice', 'typing', step, { seat: `lobby/${SEAT.seat}` });
export const types = (seat: Seat = SEAT, step = ANEW) => writes(keyPress('alice', seat, NOW, step));

/** Another seat of the same connection. */
export const other = (roomSlot: string, more: Partial<Seat> = {}): Seat => ({
  roomSlot,
  roomId: 'kitchen',
  seat: idOf('seat2'),
  ...more,
});

/** A connection in the most rooms that the rules allow. */
export const full: Values = Object.assign(
  {},
  connected,
  ...ROOM_SLOTS.map((roomSlot) => {
    const seat = { roomSlot, roomId: `room${roomSlot}`, seat: idOf(`full${roomSlot}`) };
    return { ...name(seat), [`presence/rooms/${seat.roomId}/alice/${seat.seat}`]: { joined_at: OLD } };
  }),
);
