import {
  budgetUpdate,
  joining,
  keyPress,
  MAX_MEMBER_DATA,
  MAX_MEMBER_DATA_NOT_ASCII,
  MAX_ROOM_ID,
  MAX_ROOM_ID_NOT_ASCII,
  memberDataChange,
} from '@firebase-presence/contract';
import { type DatabaseRequest, reads, removes, sets, writes } from './database-request.ts';
import { connected } from './lease-requests.ts';
import {
  ENTRY,
  entry,
  forgotten,
  full,
  invisible,
  joined,
  joins,
  LEASE,
  name,
  named,
  other,
  paid,
  paidTyping,
  SEAT,
  TYPING,
  typed,
  types,
} from './room-seats.ts';
import { ANEW, exhausted, MORE, spent } from './spent.ts';
import { idOf, NODE, NOW, OLD, oldRecordOf, placeOf, TAB2, tab1 } from './status-node.ts';

const refusedSeats: DatabaseRequest[] = [
  { title: 'a user cannot take a seat without a connection', ...joins() },
  {
    title: 'a user cannot take a seat on a connection that was removed',
    initial: { [LEASE]: { id: tab1.id, at: OLD }, ...name(SEAT) },
    ...joins(),
  },
  {
    title: 'a user cannot take a seat under a lease of the previous connection in the slot',
    initial: {
      ...named,
      [NODE]: { connections: { [TAB2]: oldRecordOf(placeOf(TAB2, '01')) }, last_changed: OLD },
    },
    ...writes({ [ENTRY]: entry(), ...paid() }),
  },
  {
    title: 'a user cannot take a seat that no lease names',
    initial: connected,
    ...writes({ [ENTRY]: entry(), ...paid() }),
  },
  {
    title: 'a user cannot take a seat whose name the same write removes',
    initial: named,
    ...writes({ [ENTRY]: entry(), ...paid(), [`${LEASE}/rooms/0`]: null }),
  },
  {
    title: 'a user cannot name the room of a seat with a slash at its end',
    initial: joined,
    ...sets({ room: 'lobby/', seat: SEAT.seat }, `${LEASE}/rooms/1`),
  },
  { title: 'a user cannot name a seat that does not exist', initial: connected, ...writes(name(SEAT)) },
  {
    title: 'a user cannot name the seat of another user',
    initial: { ...connected, [`presence/rooms/lobby/bob/${SEAT.seat}`]: { joined_at: OLD } },
    ...writes(name(SEAT)),
  },
  {
    title: 'a user cannot name a seat that the same write removes',
    initial: { ...connected, [ENTRY]: { joined_at: OLD } },
    ...writes({ ...name(SEAT), [ENTRY]: null }),
  },
  {
    title: 'a user cannot take a seat in a room that the lease does not name',
    initial: { ...connected, [`presence/rooms/kitchen/alice/${SEAT.seat}`]: { joined_at: OLD } },
    ...writes({ ...joining(tab1, SEAT, entry(), ANEW), [`${LEASE}/rooms/0`]: { room: 'kitchen', seat: SEAT.seat } }),
  },
  {
    title: 'a user cannot take a seat whose room the lease names with another seat',
    initial: { ...connected, [`presence/rooms/lobby/alice/${idOf('seat2')}`]: { joined_at: OLD } },
    ...writes({
      ...joining(tab1, SEAT, entry(), ANEW),
      [`${LEASE}/rooms/0`]: { room: SEAT.roomId, seat: idOf('seat2') },
    }),
  },
  {
    title: 'a user cannot take a seat in the name of another user',
    as: 'bob',
    initial: {
      'presence/leases/bob:00': { id: TAB2, at: OLD, rooms: { 0: { room: 'lobby', seat: SEAT.seat } } },
      'status/bob': { connections: { [TAB2]: { last_changed: OLD, slot: '00' } }, last_changed: OLD },
    },
    ...writes({ [ENTRY]: entry(), ...budgetUpdate('bob', 'changes', ANEW, { slot: '00', roomSlot: '0' }) }),
  },
  {
    title: 'a user cannot take a seat in the name of a connected user',
    as: 'bob',
    initial: named,
    ...sets(entry(), ENTRY),
  },
  {
    title: 'a user cannot take a seat with the budget of another user',
    as: 'bob',
    initial: named,
    ...writes({ [ENTRY]: entry(), ...paid() }),
  },
  { title: 'a user cannot remove the seat of another user', as: 'bob', initial: joined, ...removes(ENTRY) },
  { title: 'a signed-out client cannot take a seat', as: null, initial: named, ...sets(entry(), ENTRY) },
  ...['c', '10', 'A', ''].map((roomSlot) => ({
    title: `a user cannot take a seat in room slot "${roomSlot}"`,
    initial: connected,
    ...joins({ ...SEAT, roomSlot }),
  })),
  ...['c', '0', 'b'].map((roomSlot) => ({
    title: `a user cannot be in a 13th room, in room slot ${roomSlot}`,
    initial: full,
    ...joins(other(roomSlot, { roomId: 'thirteenth' })),
  })),
  ...['short', 'x'.repeat(21), 'é'.repeat(20)].map((seat) => ({
    title: `a user cannot take the seat "${seat}"`,
    initial: connected,
    ...joins({ ...SEAT, seat }),
  })),
  {
    title: 'a user cannot name a seat without a room in a lease',
    initial: connected,
    ...sets({ seat: SEAT.seat }, `${LEASE}/rooms/0`),
  },
  {
    title: 'a user cannot name a room without a seat in a lease',
    initial: connected,
    ...sets({ room: SEAT.roomId }, `${LEASE}/rooms/0`),
  },
  {
    title: 'a user cannot leave a typing mark behind',
    initial: typed,
    ...removes(ENTRY),
  },
];

const refusedBudgets: DatabaseRequest[] = [
  { title: 'a user cannot take a seat without a budget step', initial: named, ...sets(entry(), ENTRY) },
  {
    title: 'a user cannot take a seat with a budget step of an earlier write',
    initial: { ...named, ...spent('changes', 1, { slot: '00', room_slot: '0' }) },
    ...sets(entry(), ENTRY),
  },
  {
    title: 'a user cannot take a seat with a budget step of typing',
    initial: named,
    ...writes({ [ENTRY]: entry(), ...paidTyping() }),
  },
  {
    title: 'a user cannot take a seat with a budget step that names no seat',
    initial: named,
    ...writes({ [ENTRY]: entry(), ...budgetUpdate('alice', 'changes', ANEW) }),
  },
  {
    title: 'a user cannot take a seat with a budget step that names no room slot',
    initial: named,
    ...writes({ [ENTRY]: entry(), ...budgetUpdate('alice', 'changes', ANEW, { slot: '00' }) }),
  },
  {
    title: 'a user cannot take a seat with an exhausted budget',
    initial: { ...connected, ...exhausted('changes') },
    ...joins(SEAT, null, MORE),
  },
  {
    title: 'a user cannot take two seats with one budget step',
    initial: connected,
    ...writes({ ...joining(tab1, other('1'), entry(), ANEW), ...joining(tab1, SEAT, entry(), ANEW) }),
  },
  {
    title: 'a user cannot take one seat in two rooms with one budget step',
    initial: connected,
    ...writes({
      ...joining(tab1, other('1', { seat: SEAT.seat }), entry(), ANEW),
      ...joining(tab1, SEAT, entry(), ANEW),
    }),
  },
  {
    title: 'a user cannot change the data of two seats with one budget step',
    initial: {
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
    title: 'a user cannot change the data of a seat without a budget step',
    initial: joined,
    ...sets('1', `${ENTRY}/data`),
  },
  { title: 'a user cannot type without a budget step', initial: joined, ...sets(NOW, TYPING) },
  {
    title: 'a user cannot type with a budget step of an earlier write',
    initial: { ...joined, ...spent('typing', 1, { seat: `lobby/${SEAT.seat}` }) },
    ...sets(NOW, TYPING),
  },
  {
    title: 'a user cannot type with a budget step of changes',
    initial: joined,
    ...writes({ [TYPING]: NOW, ...paid() }),
  },
  {
    title: 'a user cannot type with a budget step for another seat',
    initial: joined,
    ...writes({
      [TYPING]: NOW,
      ...budgetUpdate('alice', 'typing', ANEW, { seat: `lobby/${idOf('seat2')}` }),
    }),
  },
  {
    title: 'a user cannot type with an exhausted budget',
    initial: { ...joined, ...exhausted('typing') },
    ...types(SEAT, MORE),
  },
  {
    title: 'a user cannot type in two seats with one budget step',
    initial: {
      ...joined,
      ...name(other('1')),
      [`presence/rooms/kitchen/alice/${idOf('seat2')}`]: { joined_at: OLD },
    },
    ...writes({ ...keyPress('alice', other('1'), NOW, ANEW), ...keyPress('alice', SEAT, NOW, ANEW) }),
  },
  {
    title: 'a user cannot type in two rooms with one seat id and one budget step',
    initial: {
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
  { title: 'an invisible user cannot take a seat', initial: { ...connected, ...invisible }, ...joins() },
  {
    title: 'a user cannot take a seat and turn invisible in one write',
    initial: connected,
    ...writes({
      ...joining(tab1, SEAT, entry(), ANEW),
      'presence/settings/alice/availability': { value: 'invisible', at: NOW },
      'presence/settings/alice/last_changed': NOW,
    }),
  },
  {
    title: 'an invisible member cannot change the member data',
    initial: { ...joined, ...invisible },
    ...writes(memberDataChange(tab1, SEAT, '1', ANEW)),
  },
  {
    title: 'a user cannot take a seat with a time in the past',
    initial: named,
    ...writes({ [ENTRY]: { joined_at: OLD }, ...paid() }),
  },
  {
    title: 'a user cannot write member data that is one character too long',
    initial: connected,
    ...joins(SEAT, 'x'.repeat(MAX_MEMBER_DATA + 1)),
  },
  {
    title: 'a user cannot write other data than ASCII that is one character too long',
    initial: connected,
    ...joins(SEAT, '語'.repeat(MAX_MEMBER_DATA_NOT_ASCII + 1)),
  },
  {
    title: 'a user cannot write long data with one character that is not ASCII',
    initial: connected,
    ...joins(SEAT, `${'x'.repeat(MAX_MEMBER_DATA - 1)}é`),
  },
  {
    title: 'a user cannot write member data that is no text',
    initial: named,
    ...writes({ [ENTRY]: { joined_at: NOW, data: { a: 1 } }, ...paid() }),
  },
  {
    title: 'a user cannot add an unknown key to a seat',
    initial: named,
    ...writes({ [ENTRY]: { joined_at: NOW, admin: true }, ...paid() }),
  },
  ...['x'.repeat(MAX_ROOM_ID + 1), '語'.repeat(MAX_ROOM_ID_NOT_ASCII + 1), `${'x'.repeat(100)}é`].map((roomId) => ({
    title: `a user cannot take a seat in a room whose id is ${roomId.slice(-3)} and has ${roomId.length} characters`,
    initial: connected,
    ...joins({ ...SEAT, roomId }),
  })),
  ...['', 'a.b', 'a#b', 'a$b', 'a[b', 'a]b', 'a/b'].map((room) => ({
    title: `a user cannot name the room "${room}" in a lease`,
    initial: connected,
    ...sets({ room, seat: SEAT.seat }, `${LEASE}/rooms/0`),
  })),
  { title: 'a user cannot type in a room without joining it', initial: named, ...types() },
  {
    title: 'a user cannot type in another room than the room of the seat',
    initial: joined,
    ...types({ ...SEAT, roomId: 'kitchen' }),
  },
  { title: 'a user cannot write the typing mark of another user', as: 'bob', initial: joined, ...sets(NOW, TYPING) },
  {
    title: "a user cannot write another user's typing mark with their own budget",
    as: 'bob',
    initial: joined,
    ...writes({ [TYPING]: NOW, ...budgetUpdate('bob', 'typing', ANEW, { seat: `lobby/${SEAT.seat}` }) }),
  },
  { title: 'a user cannot remove the typing mark of another user', as: 'bob', initial: typed, ...removes(TYPING) },
  {
    title: 'a user cannot write a typing mark with a time in the future',
    initial: joined,
    ...writes({ [TYPING]: Date.now() + 3_600_000, ...paidTyping() }),
  },
  {
    title: 'a user cannot write a text as a typing mark',
    initial: joined,
    ...writes({ [TYPING]: 'hello', ...paidTyping() }),
  },
];

const refusedReads: DatabaseRequest[] = ['rooms', 'typing', 'occupancy'].flatMap((place) => [
  {
    title: `a signed-out client cannot read ${place}`,
    as: null,
    initial: typed,
    ...reads(`presence/${place}/lobby`),
  },
  { title: `a user cannot list ${place}`, initial: typed, ...reads(`presence/${place}`) },
  { title: `a user cannot empty ${place}`, initial: typed, ...removes(`presence/${place}/lobby`) },
  {
    title: `a user cannot remove a member of ${place} in one write`,
    initial: typed,
    ...removes(`presence/${place}/lobby/alice`),
  },
]);

const deletedAccounts: DatabaseRequest[] = [
  { title: 'a device of a deleted account cannot join a room', initial: { ...connected, ...forgotten }, ...joins() },
  { title: 'a device of a deleted account cannot type', initial: { ...joined, ...forgotten }, ...types() },
  {
    title: 'a device of a deleted account cannot remove a seat',
    initial: { ...joined, ...forgotten },
    ...removes(ENTRY),
  },
  {
    title: 'a device of a deleted account cannot remove a typing mark',
    initial: { ...typed, ...forgotten },
    ...removes(TYPING),
  },
  {
    title: 'a device of a deleted account cannot name a seat in a lease',
    initial: { ...connected, ...forgotten },
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
