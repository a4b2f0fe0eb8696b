import {
  joining,
  keyPress,
  leaving,
  MAX_MEMBER_DATA,
  MAX_MEMBER_DATA_NOT_ASCII,
  MAX_ROOM_ID,
  MAX_ROOM_ID_NOT_ASCII,
  memberDataChange,
} from '@firebase-presence/contract';
import { type DatabaseRequest, reads, removes, writes } from './database-request.ts';
import { connected } from './lease-requests.ts';
import {
  ENTRY,
  entry,
  invisible,
  joined,
  joins,
  LEASE,
  named,
  other,
  paid,
  SEAT,
  TYPING,
  typed,
  types,
} from './room-seats.ts';
import { ANEW, exhausted, MORE, over, spent } from './spent.ts';
import { NODE, NOW, OLD, tab1 } from './status-node.ts';

/*
 * /presence/rooms, /presence/typing and /presence/occupancy: every user may read them. A user joins and types only in their own name.
 */

export const roomsAllowed: DatabaseRequest[] = [
  { title: 'a user takes a seat in a room', initial: connected, ...joins() },
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
    title: 'a user takes a seat with one more budget step',
    initial: { ...connected, ...spent('changes', 299) },
    ...joins(SEAT, null, MORE),
  },
  { title: 'a user takes a seat in a new window', initial: { ...connected, ...over('changes') }, ...joins() },
  { title: 'a user takes a seat in a second room', initial: joined, ...joins(other('b')) },
  {
    title: 'a user takes a seat with data of the maximum length',
    initial: connected,
    ...joins(SEAT, 'x'.repeat(MAX_MEMBER_DATA)),
  },
  {
    title: 'a user takes a seat with other data than ASCII of the maximum length',
    initial: connected,
    ...joins(SEAT, '語'.repeat(MAX_MEMBER_DATA_NOT_ASCII)),
  },
  ...['x'.repeat(MAX_ROOM_ID), '語'.repeat(MAX_ROOM_ID_NOT_ASCII)].map((roomId) => ({
    title: `a user takes a seat in a room whose id has ${roomId.length} characters`,
    initial: connected,
    ...joins({ ...SEAT, roomId }),
  })),
  {
    title: 'a user takes a seat in a room whose id has a control character that can be in a key',
    initial: connected,
    ...joins({ ...SEAT, roomId: 'lobby\u0085' }),
  },
  {
    title: 'a user takes a new seat in a room slot whose seat was removed',
    initial: named,
    ...joins(other(SEAT.roomSlot)),
  },
  {
    title: 'a member changes the member data',
    initial: joined,
    ...writes(memberDataChange(tab1, SEAT, '1', ANEW)),
  },
  {
    title: 'a member writes the seat again and keeps its time',
    initial: joined,
    ...writes({ [ENTRY]: { joined_at: OLD }, ...paid() }),
  },
  { title: 'a member leaves', initial: joined, ...writes(leaving(tab1, SEAT)) },
  { title: 'a member leaves while typing', initial: typed, ...writes(leaving(tab1, SEAT)) },
  {
    title: 'a member with an exhausted budget leaves',
    initial: { ...typed, ...exhausted('changes') },
    ...writes({ [ENTRY]: null, [TYPING]: null }),
  },
  {
    title: 'a member leaves whose connection and lease were removed',
    initial: { [ENTRY]: { joined_at: OLD } },
    ...writes(leaving(tab1, SEAT)),
  },
  {
    title: 'the server removes a seat at the end of the socket',
    initial: joined,
    asks: (db) => db.ref(ENTRY).onDisconnect().remove(),
  },
  { title: 'a member types', initial: joined, ...types() },
  { title: 'a member types again', initial: { ...typed, ...spent('typing', 59) }, ...types(SEAT, MORE) },
  { title: 'a member types in a new window', initial: { ...typed, ...over('typing') }, ...types() },
  {
    title: 'a member with an exhausted budget stops typing',
    initial: { ...typed, ...exhausted('typing') },
    ...removes(TYPING),
  },
  { title: 'a signed-in user reads a room', as: 'bob', initial: joined, ...reads('presence/rooms/lobby') },
  { title: 'a signed-in user reads who types in a room', as: 'bob', initial: typed, ...reads('presence/typing/lobby') },
  { title: 'a signed-in user reads the occupancy of a room', as: 'bob', ...reads('presence/occupancy/lobby') },
  {
    title: 'an invisible user leaves a room',
    initial: { ...typed, ...invisible },
    ...writes(leaving(tab1, SEAT)),
  },
  {
    title: 'a new account with the uid of a deleted one joins and types',
    initial: { ...connected, 'presence/forgotten/alice': -1 },
    asks: async (db) => {
      await db.ref().update(joining(tab1, SEAT, entry(), ANEW));
      await db.ref().update(keyPress('alice', SEAT, NOW, ANEW));
    },
  },
];
