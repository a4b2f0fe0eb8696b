import { joining, leaving, MAX_MEMBER_DATA, MAX_ROOM_ID } from '@firebase-presence/contract';
import { type DatabaseRequest, reads, removes, sets, writes } from './database-request.ts';
import { NOW, OLD, type Values } from './status-node.ts';

/*
 * /rooms, /typing and /occupancy: everybody may look, and each enters and types only as themselves.
 */

const ALICE = { roomId: 'lobby', uid: 'alice', connectionId: 'tab1' };
const ENTRY = 'rooms/lobby/alice/tab1';
const TYPING = 'typing/lobby/alice/tab1';
const LEASE = 'heartbeats/tab1';

const leased: Values = { [LEASE]: { uid: 'alice', at: OLD } };
const inLobby: Values = { [LEASE]: { uid: 'alice', at: OLD, rooms: { lobby: true } } };
const joined: Values = { ...inLobby, [ENTRY]: { joined_at: OLD } };
const invisible: Values = {
  ...inLobby,
  'settings/alice': { availability: { value: 'invisible', at: OLD }, last_changed: OLD },
};

const entry = (data: string | null = null) => ({ joined_at: NOW, data });
const joins = (data: string | null = null) => writes(joining(ALICE, [], entry(data)));
const LONG = 'x'.repeat(MAX_ROOM_ID + 1);

export const roomsAllowed: DatabaseRequest[] = [
  { title: 'a person joins a room on a connection that stands', stands: leased, ...joins() },
  {
    title: 'a person joins a room with data of the greatest size',
    stands: leased,
    ...joins('x'.repeat(MAX_MEMBER_DATA)),
  },
  {
    title: 'a person joins a room again on the next connection',
    stands: { ...joined, 'heartbeats/tab2': { uid: 'alice', at: OLD } },
    ...writes(joining({ ...ALICE, connectionId: 'tab2' }, ['tab1'], { joined_at: NOW, data: null })),
  },
  { title: 'a member says something else of themselves', stands: joined, ...writes({ [`${ENTRY}/data`]: '1' }) },
  { title: 'a member writes their entry anew and keeps its time', stands: joined, ...sets({ joined_at: OLD }, ENTRY) },
  { title: 'a member leaves', stands: joined, ...writes(leaving(ALICE)) },
  {
    title: 'a member leaves whose connection is gone',
    stands: { [ENTRY]: { joined_at: OLD } },
    ...writes(leaving(ALICE)),
  },
  {
    title: 'the server is told to take a member out at the end of the socket',
    stands: joined,
    asks: (db) => db.ref(ENTRY).onDisconnect().remove(),
  },
  { title: 'a member types', stands: joined, ...sets(NOW, TYPING) },
  { title: 'a member types no longer', stands: { ...joined, [TYPING]: OLD }, ...removes(TYPING) },
  { title: 'everybody who is signed in looks into a room', as: 'bob', stands: joined, ...reads('rooms/lobby') },
  { title: 'everybody who is signed in sees who types', as: 'bob', stands: joined, ...reads('typing/lobby') },
  { title: 'everybody who is signed in sees how many are there', as: 'bob', ...reads('occupancy/lobby') },
  {
    title: 'whoever is invisible leaves a room',
    stands: { ...invisible, [ENTRY]: { joined_at: OLD } },
    ...writes(leaving(ALICE)),
  },
  {
    title: 'somebody with the uid of a deleted account joins and types anew',
    stands: { ...leased, 'forgotten/alice': -1 },
    asks: async (db) => {
      await db.ref().update(joining(ALICE, [], { joined_at: NOW, data: null }));
      await db.ref(TYPING).set(NOW);
    },
  },
];

export const roomsRefused: DatabaseRequest[] = [
  { title: 'nobody joins a room without a connection', ...sets(entry(), ENTRY) },
  { title: 'nobody joins a room that their lease does not name', stands: leased, ...sets(entry(), ENTRY) },
  {
    title: 'nobody joins a room that their lease names no longer',
    stands: inLobby,
    ...writes({ [ENTRY]: entry(), [`${LEASE}/rooms/lobby`]: null }),
  },
  {
    title: 'nobody joins a room under the lease of another',
    stands: { [LEASE]: { uid: 'bob', at: OLD, rooms: { lobby: true } } },
    ...sets(entry(), ENTRY),
  },
  {
    title: 'nobody puts another into a room',
    as: 'bob',
    stands: { ...inLobby, 'heartbeats/tab2': { uid: 'bob', at: OLD, rooms: { lobby: true } } },
    ...sets(entry(), 'rooms/lobby/alice/tab2'),
  },
  { title: 'nobody takes another out of a room', as: 'bob', stands: joined, ...removes(ENTRY) },
  { title: 'nobody joins a room while signed out', as: null, stands: inLobby, ...sets(entry(), ENTRY) },
  { title: 'nobody joins a room while they are invisible', stands: invisible, ...sets(entry(), ENTRY) },
  {
    title: 'nobody joins a room in the write that makes them invisible',
    stands: inLobby,
    ...writes({
      [ENTRY]: entry(),
      'settings/alice/availability': { value: 'invisible', at: NOW },
      'settings/alice/last_changed': NOW,
    }),
  },
  { title: 'nobody joined yesterday', stands: inLobby, ...sets({ joined_at: OLD }, ENTRY) },
  { title: 'nobody says too much of themselves in a room', stands: leased, ...joins('x'.repeat(MAX_MEMBER_DATA + 1)) },
  {
    title: 'nobody says anything but text of themselves',
    stands: inLobby,
    ...sets({ joined_at: NOW, data: { a: 1 } }, ENTRY),
  },
  { title: 'nobody adds an unknown key to an entry', stands: inLobby, ...sets({ joined_at: NOW, admin: true }, ENTRY) },
  {
    title: 'nobody joins a room with an endless name',
    stands: { [LEASE]: { uid: 'alice', at: OLD, rooms: { [LONG]: true } } },
    ...sets(entry(), `rooms/${LONG}/alice/tab1`),
  },
  {
    title: 'nobody types in a room with an endless name',
    stands: { ...inLobby, [`rooms/${LONG}/alice/tab1`]: { joined_at: OLD } },
    ...sets(NOW, `typing/${LONG}/alice/tab1`),
  },
  { title: 'nobody types in a room that they have not joined', stands: inLobby, ...sets(NOW, TYPING) },
  { title: 'nobody types for another', as: 'bob', stands: joined, ...sets(NOW, TYPING) },
  { title: 'nobody types for ever', stands: joined, ...sets(Date.now() + 3_600_000, TYPING) },
  { title: 'nobody types what others would read', stands: joined, ...sets('hello', TYPING) },
  { title: 'nobody writes how many are in a room', stands: joined, ...sets(1000, 'occupancy/lobby') },
  { title: 'nobody looks into a room while signed out', as: null, stands: joined, ...reads('rooms/lobby') },
  ...['rooms', 'typing', 'occupancy'].map((path) => ({
    title: `nobody lists /${path}`,
    stands: joined,
    ...reads(path),
  })),
  { title: 'nobody empties a room', stands: joined, ...removes('rooms/lobby') },
  {
    title: 'a device of a deleted account joins no room',
    stands: { ...inLobby, 'forgotten/alice': OLD },
    ...sets(entry(), ENTRY),
  },
  {
    title: 'a device of a deleted account types nothing',
    stands: { ...joined, 'forgotten/alice': OLD },
    ...sets(NOW, TYPING),
  },
];
