import {
  budgetUpdate,
  joining,
  keyPress,
  leasePath,
  leaving,
  MAX_MEMBER_DATA,
  MAX_MEMBER_DATA_NOT_ASCII,
  MAX_ROOM_ID,
  MAX_ROOM_ID_NOT_ASCII,
  memberDataChange,
  ROOM_SLOTS,
  type Seat,
} from '@firebase-presence/contract';
import { type DatabaseRequest, reads, removes, sets, writes } from './database-request.ts';
import { connected } from './lease-requests.ts';
import { ANEW, exhausted, MORE, over, spent } from './spent.ts';
import { idOf, NODE, NOW, OLD, oldRecordOf, placeOf, TAB2, tab1, type Values } from './status-node.ts';

/*
 * /presence/rooms, /presence/typing and /presence/occupancy: every user may look, and each joins and types only as themselves.
 */

const SEAT: Seat = { roomSlot: '0', roomId: 'lobby', seat: idOf('seat1') };
const ENTRY = `presence/rooms/lobby/alice/${SEAT.seat}`;
const TYPING = `presence/typing/lobby/alice/${SEAT.seat}`;
const LEASE = leasePath('alice', tab1.slot);

const name = (seat: Seat): Values => ({ [`${LEASE}/rooms/${seat.roomSlot}`]: { room: seat.roomId, seat: seat.seat } });
const named: Values = { ...connected, ...name(SEAT) };
const joined: Values = { ...named, [ENTRY]: { joined_at: OLD } };
const typed: Values = { ...joined, [TYPING]: OLD };
const forgotten: Values = { 'presence/forgotten/alice': OLD };
const invisible: Values = {
  'presence/settings/alice': { availability: { value: 'invisible', at: OLD }, last_changed: OLD },
};

const entry = (data: string | null = null) => ({ joined_at: NOW, data });
const joins = (seat: Seat = SEAT, data: string | null = null, step = ANEW) =>
  writes(joining(tab1, seat, entry(data), step));
/** One step of the budget for the seat, without the seat or its name in the lease. */
const paid = (step = ANEW) => budgetUpdate('alice', 'changes', step, { slot: tab1.slot, roomSlot: SEAT.roomSlot });
const paidTyping = (step = ANEW) => budgetUpdate('alice', 'typing', step, { seat: `lobby/${SEAT.seat}` });
const types = (seat: Seat = SEAT, step = ANEW) => writes(keyPress('alice', seat, NOW, step));

/** Another seat of the same connection. */
const other = (roomSlot: string, more: Partial<Seat> = {}): Seat => ({
  roomSlot,
  roomId: 'kitchen',
  seat: idOf('seat2'),
  ...more,
});

/** A connection that is in every room that it can be in. */
const full: Values = Object.assign(
  {},
  connected,
  ...ROOM_SLOTS.map((roomSlot) => {
    const seat = { roomSlot, roomId: `room${roomSlot}`, seat: idOf(`full${roomSlot}`) };
    return { ...name(seat), [`presence/rooms/${seat.roomId}/alice/${seat.seat}`]: { joined_at: OLD } };
  }),
);

export const roomsAllowed: DatabaseRequest[] = [
  { title: 'a user takes a seat in a room', stands: connected, ...joins() },
  {
    title: 'a user takes a seat in the write that announces the connection',
    ...writes({
      ...joining(tab1, SEAT, entry(), ANEW),
      [`${LEASE}/id`]: tab1.id,
      [`${LEASE}/at`]: NOW,
      [`${NODE}/connections/${tab1.id}`]: { last_changed: NOW, slot: tab1.slot },
      [`${NODE}/last_changed`]: NOW,
    }),
  },
  {
    title: 'a user takes a seat with one more step of the budget',
    stands: { ...connected, ...spent('changes', 299) },
    ...joins(SEAT, null, MORE),
  },
  { title: 'a user takes a seat in a new window', stands: { ...connected, ...over('changes') }, ...joins() },
  { title: 'a user takes a seat in a second room', stands: joined, ...joins(other('b')) },
  {
    title: 'a user takes a seat with data of the greatest size',
    stands: connected,
    ...joins(SEAT, 'x'.repeat(MAX_MEMBER_DATA)),
  },
  {
    title: 'a user takes a seat with data of the greatest size that is not ASCII',
    stands: connected,
    ...joins(SEAT, '語'.repeat(MAX_MEMBER_DATA_NOT_ASCII)),
  },
  ...['x'.repeat(MAX_ROOM_ID), '語'.repeat(MAX_ROOM_ID_NOT_ASCII)].map((roomId) => ({
    title: `a user takes a seat in a room whose id has ${roomId.length} characters`,
    stands: connected,
    ...joins({ ...SEAT, roomId }),
  })),
  {
    title: 'a user takes a new seat in a room slot whose seat is gone',
    stands: named,
    ...joins(other(SEAT.roomSlot)),
  },
  {
    title: 'a member changes their data',
    stands: joined,
    ...writes(memberDataChange(tab1, SEAT, '1', ANEW)),
  },
  {
    title: 'a member writes their seat again and keeps its time',
    stands: joined,
    ...writes({ [ENTRY]: { joined_at: OLD }, ...paid() }),
  },
  { title: 'a member leaves', stands: joined, ...writes(leaving(tab1, SEAT)) },
  { title: 'a member leaves while typing', stands: typed, ...writes(leaving(tab1, SEAT)) },
  {
    title: 'a member without budget leaves',
    stands: { ...typed, ...exhausted('changes') },
    ...writes({ [ENTRY]: null, [TYPING]: null }),
  },
  {
    title: 'a member leaves whose connection and lease are gone',
    stands: { [ENTRY]: { joined_at: OLD } },
    ...writes(leaving(tab1, SEAT)),
  },
  {
    title: 'the server removes a seat at the end of the socket',
    stands: joined,
    asks: (db) => db.ref(ENTRY).onDisconnect().remove(),
  },
  { title: 'a member types', stands: joined, ...types() },
  { title: 'a member types again', stands: { ...typed, ...spent('typing', 59) }, ...types(SEAT, MORE) },
  { title: 'a member types in a new window', stands: { ...typed, ...over('typing') }, ...types() },
  { title: 'a member types no longer', stands: { ...typed, ...exhausted('typing') }, ...removes(TYPING) },
  { title: 'a signed-in user reads a room', as: 'bob', stands: joined, ...reads('presence/rooms/lobby') },
  { title: 'a signed-in user sees who types', as: 'bob', stands: typed, ...reads('presence/typing/lobby') },
  { title: 'a signed-in user sees how many are there', as: 'bob', ...reads('presence/occupancy/lobby') },
  {
    title: 'an invisible user leaves a room',
    stands: { ...typed, ...invisible },
    ...writes(leaving(tab1, SEAT)),
  },
  {
    title: 'somebody with the uid of a deleted account joins and types anew',
    stands: { ...connected, 'presence/forgotten/alice': -1 },
    asks: async (db) => {
      await db.ref().update(joining(tab1, SEAT, entry(), ANEW));
      await db.ref().update(keyPress('alice', SEAT, NOW, ANEW));
    },
  },
];

const refusedSeats: DatabaseRequest[] = [
  { title: 'nobody takes a seat without a connection', ...joins() },
  {
    title: 'nobody takes a seat on a connection that is gone',
    stands: { [LEASE]: { id: tab1.id, at: OLD }, ...name(SEAT) },
    ...joins(),
  },
  {
    title: 'nobody takes a seat under a lease of the last connection in the slot',
    stands: {
      ...named,
      [NODE]: { connections: { [TAB2]: oldRecordOf(placeOf(TAB2, '01')) }, last_changed: OLD },
    },
    ...writes({ [ENTRY]: entry(), ...paid() }),
  },
  {
    title: 'nobody takes a seat that no lease names',
    stands: connected,
    ...writes({ [ENTRY]: entry(), ...paid() }),
  },
  {
    title: 'nobody takes a seat that the lease names no longer',
    stands: named,
    ...writes({ [ENTRY]: entry(), ...paid(), [`${LEASE}/rooms/0`]: null }),
  },
  {
    title: 'nobody takes a seat in a room that the lease does not name',
    stands: connected,
    ...writes({ ...joining(tab1, SEAT, entry(), ANEW), [`${LEASE}/rooms/0`]: { room: 'kitchen', seat: SEAT.seat } }),
  },
  {
    title: 'nobody takes a seat in the room of another seat',
    stands: connected,
    ...writes({
      ...joining(tab1, SEAT, entry(), ANEW),
      [`${LEASE}/rooms/0`]: { room: SEAT.roomId, seat: idOf('seat2') },
    }),
  },
  {
    title: 'nobody takes a seat in the name of another',
    as: 'bob',
    stands: {
      'presence/leases/bob:00': { id: TAB2, at: OLD, rooms: { 0: { room: 'lobby', seat: SEAT.seat } } },
      'status/bob': { connections: { [TAB2]: { last_changed: OLD, slot: '00' } }, last_changed: OLD },
    },
    ...writes({ [ENTRY]: entry(), ...budgetUpdate('bob', 'changes', ANEW, { slot: '00', roomSlot: '0' }) }),
  },
  {
    title: 'nobody takes a seat in the name of another who is connected',
    as: 'bob',
    stands: named,
    ...sets(entry(), ENTRY),
  },
  {
    title: 'nobody takes a seat with the budget of another',
    as: 'bob',
    stands: named,
    ...writes({ [ENTRY]: entry(), ...paid() }),
  },
  { title: 'nobody takes the seat of another away', as: 'bob', stands: joined, ...removes(ENTRY) },
  { title: 'nobody takes a seat while signed out', as: null, stands: named, ...sets(entry(), ENTRY) },
  ...['c', '10', 'A', ''].map((roomSlot) => ({
    title: `nobody takes a seat in room slot "${roomSlot}"`,
    stands: connected,
    ...joins({ ...SEAT, roomSlot }),
  })),
  ...['c', '0', 'b'].map((roomSlot) => ({
    title: `nobody is in a 13th room, in room slot ${roomSlot}`,
    stands: full,
    ...joins(other(roomSlot, { roomId: 'thirteenth' })),
  })),
  ...['short', 'x'.repeat(21), 'é'.repeat(20)].map((seat) => ({
    title: `nobody takes the seat "${seat}"`,
    stands: connected,
    ...joins({ ...SEAT, seat }),
  })),
  {
    title: 'nobody names a seat without a room in a lease',
    stands: connected,
    ...sets({ seat: SEAT.seat }, `${LEASE}/rooms/0`),
  },
  {
    title: 'nobody names a room without a seat in a lease',
    stands: connected,
    ...sets({ room: SEAT.roomId }, `${LEASE}/rooms/0`),
  },
  {
    title: 'nobody leaves a typing mark behind',
    stands: typed,
    ...removes(ENTRY),
  },
];

const refusedBudgets: DatabaseRequest[] = [
  { title: 'nobody takes a seat without a step', stands: named, ...sets(entry(), ENTRY) },
  {
    title: 'nobody takes a seat with a step of an earlier write',
    stands: { ...named, ...spent('changes', 1, { slot: '00', room_slot: '0' }) },
    ...sets(entry(), ENTRY),
  },
  {
    title: 'nobody takes a seat with a step of typing',
    stands: named,
    ...writes({ [ENTRY]: entry(), ...paidTyping() }),
  },
  {
    title: 'nobody takes a seat with a step that is for no seat',
    stands: named,
    ...writes({ [ENTRY]: entry(), ...budgetUpdate('alice', 'changes', ANEW) }),
  },
  {
    title: 'nobody takes a seat with a step that names no room slot',
    stands: named,
    ...writes({ [ENTRY]: entry(), ...budgetUpdate('alice', 'changes', ANEW, { slot: '00' }) }),
  },
  {
    title: 'nobody takes a seat with an exhausted budget',
    stands: { ...connected, ...exhausted('changes') },
    ...joins(SEAT, null, MORE),
  },
  {
    title: 'nobody takes two seats with one step',
    stands: connected,
    ...writes({ ...joining(tab1, other('1'), entry(), ANEW), ...joining(tab1, SEAT, entry(), ANEW) }),
  },
  {
    title: 'nobody takes one seat in two rooms with one step',
    stands: connected,
    ...writes({
      ...joining(tab1, other('1', { seat: SEAT.seat }), entry(), ANEW),
      ...joining(tab1, SEAT, entry(), ANEW),
    }),
  },
  {
    title: 'nobody changes the data of two seats with one step',
    stands: {
      ...joined,
      ...name(other('1')),
      [`presence/rooms/kitchen/alice/${idOf('seat2')}`]: { joined_at: OLD },
    },
    ...writes({
      ...memberDataChange(tab1, other('1'), '1', ANEW),
      ...memberDataChange(tab1, SEAT, '1', ANEW),
    }),
  },
  {
    title: 'nobody changes the data of a seat without a step',
    stands: joined,
    ...sets('1', `${ENTRY}/data`),
  },
  { title: 'nobody types without a step', stands: joined, ...sets(NOW, TYPING) },
  {
    title: 'nobody types with a step of an earlier write',
    stands: { ...joined, ...spent('typing', 1, { seat: `lobby/${SEAT.seat}` }) },
    ...sets(NOW, TYPING),
  },
  { title: 'nobody types with a step of changes', stands: joined, ...writes({ [TYPING]: NOW, ...paid() }) },
  {
    title: 'nobody types with a step for another seat',
    stands: joined,
    ...writes({
      [TYPING]: NOW,
      ...budgetUpdate('alice', 'typing', ANEW, { seat: `lobby/${idOf('seat2')}` }),
    }),
  },
  {
    title: 'nobody types with an exhausted budget',
    stands: { ...joined, ...exhausted('typing') },
    ...types(SEAT, MORE),
  },
  {
    title: 'nobody types in two seats with one step',
    stands: {
      ...joined,
      ...name(other('1')),
      [`presence/rooms/kitchen/alice/${idOf('seat2')}`]: { joined_at: OLD },
    },
    ...writes({ ...keyPress('alice', other('1'), NOW, ANEW), ...keyPress('alice', SEAT, NOW, ANEW) }),
  },
  {
    title: 'nobody types in two rooms with one seat id and one step',
    stands: {
      ...joined,
      ...name(other('1', { seat: SEAT.seat })),
      [`presence/rooms/kitchen/alice/${SEAT.seat}`]: { joined_at: OLD },
    },
    ...writes({
      ...keyPress('alice', other('1', { seat: SEAT.seat }), NOW, ANEW),
      ...keyPress('alice', SEAT, NOW, ANEW),
    }),
  },
];

const refusedData: DatabaseRequest[] = [
  { title: 'nobody takes a seat while they are invisible', stands: { ...connected, ...invisible }, ...joins() },
  {
    title: 'nobody takes a seat in the write that makes them invisible',
    stands: connected,
    ...writes({
      ...joining(tab1, SEAT, entry(), ANEW),
      'presence/settings/alice/availability': { value: 'invisible', at: NOW },
      'presence/settings/alice/last_changed': NOW,
    }),
  },
  {
    title: 'an invisible member does not change their data',
    stands: { ...joined, ...invisible },
    ...writes(memberDataChange(tab1, SEAT, '1', ANEW)),
  },
  { title: 'nobody joined yesterday', stands: named, ...writes({ [ENTRY]: { joined_at: OLD }, ...paid() }) },
  {
    title: 'nobody has data that is one character too long',
    stands: connected,
    ...joins(SEAT, 'x'.repeat(MAX_MEMBER_DATA + 1)),
  },
  {
    title: 'nobody has data that is not ASCII and one character too long',
    stands: connected,
    ...joins(SEAT, '語'.repeat(MAX_MEMBER_DATA_NOT_ASCII + 1)),
  },
  {
    title: 'nobody has long data with one character that is not ASCII',
    stands: connected,
    ...joins(SEAT, `${'x'.repeat(MAX_MEMBER_DATA - 1)}é`),
  },
  {
    title: 'nobody has data that is no text',
    stands: named,
    ...writes({ [ENTRY]: { joined_at: NOW, data: { a: 1 } }, ...paid() }),
  },
  {
    title: 'nobody adds an unknown key to a seat',
    stands: named,
    ...writes({ [ENTRY]: { joined_at: NOW, admin: true }, ...paid() }),
  },
  ...['x'.repeat(MAX_ROOM_ID + 1), '語'.repeat(MAX_ROOM_ID_NOT_ASCII + 1), `${'x'.repeat(100)}é`].map((roomId) => ({
    title: `nobody takes a seat in a room whose id is ${roomId.slice(-3)} and has ${roomId.length} characters`,
    stands: connected,
    ...joins({ ...SEAT, roomId }),
  })),
  ...['', 'a.b', 'a#b', 'a$b', 'a[b', 'a]b', 'a/b'].map((room) => ({
    title: `nobody names the room "${room}" in a lease`,
    stands: connected,
    ...sets({ room, seat: SEAT.seat }, `${LEASE}/rooms/0`),
  })),
  { title: 'nobody types in a room that they have not joined', stands: named, ...types() },
  {
    title: 'nobody types in another room than that of the seat',
    stands: joined,
    ...types({ ...SEAT, roomId: 'kitchen' }),
  },
  { title: 'nobody types for another', as: 'bob', stands: joined, ...sets(NOW, TYPING) },
  {
    title: 'nobody types for another with their own budget',
    as: 'bob',
    stands: joined,
    ...writes({ [TYPING]: NOW, ...budgetUpdate('bob', 'typing', ANEW, { seat: `lobby/${SEAT.seat}` }) }),
  },
  { title: 'nobody ends the typing of another', as: 'bob', stands: typed, ...removes(TYPING) },
  {
    title: 'nobody types for ever',
    stands: joined,
    ...writes({ [TYPING]: Date.now() + 3_600_000, ...paidTyping() }),
  },
  {
    title: 'nobody types what others would read',
    stands: joined,
    ...writes({ [TYPING]: 'hello', ...paidTyping() }),
  },
];

const refusedReads: DatabaseRequest[] = ['rooms', 'typing', 'occupancy'].flatMap((place) => [
  {
    title: `nobody reads ${place} while signed out`,
    as: null,
    stands: typed,
    ...reads(`presence/${place}/lobby`),
  },
  { title: `nobody lists ${place}`, stands: typed, ...reads(`presence/${place}`) },
  { title: `nobody empties ${place}`, stands: typed, ...removes(`presence/${place}/lobby`) },
  {
    title: `nobody takes the member of ${place} in one piece`,
    stands: typed,
    ...removes(`presence/${place}/lobby/alice`),
  },
]);

const deletedAccounts: DatabaseRequest[] = [
  { title: 'a device of a deleted account joins no room', stands: { ...connected, ...forgotten }, ...joins() },
  { title: 'a device of a deleted account types nothing', stands: { ...joined, ...forgotten }, ...types() },
  {
    title: 'a device of a deleted account removes no seat',
    stands: { ...joined, ...forgotten },
    ...removes(ENTRY),
  },
  {
    title: 'a device of a deleted account ends no typing',
    stands: { ...typed, ...forgotten },
    ...removes(TYPING),
  },
  {
    title: 'a device of a deleted account names no seat',
    stands: { ...connected, ...forgotten },
    ...writes(name(SEAT)),
  },
];

export const roomsRefused: DatabaseRequest[] = [
  ...refusedSeats,
  ...refusedBudgets,
  ...refusedData,
  ...refusedReads,
  ...deletedAccounts,
];
