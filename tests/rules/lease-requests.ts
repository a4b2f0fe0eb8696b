import {
  announcement,
  arming,
  askedPath,
  departure,
  leasePath,
  MAX_CONNECTIONS,
  renewal,
} from '@firebase-presence/contract';
import { armsUpdate, type DatabaseRequest, reads, removes, sets, writes } from './database-request.ts';
import {
  idOf,
  NODE,
  NOW,
  OLD,
  oldLeaseOf,
  oldRecordOf,
  placeOf,
  recordOf,
  TAB1,
  TAB2,
  tab1,
  tab2,
  type Values,
} from './status-node.ts';

/*
 * /presence/leases/{uid}:{slot}, and the rule between it and /status/{uid}: no connection exists without its lease.
 */

const LEASE = leasePath('alice', tab1.slot);
const lease = { id: TAB1, at: OLD };
const fresh: Values = { [`${LEASE}/id`]: TAB1, [`${LEASE}/at`]: NOW };
const leased = oldLeaseOf(tab1);
const ASKED = askedPath('alice', tab1.slot);
const asked: Values = { ...leased, [ASKED]: { at: OLD, renewed_at: OLD } };
export const connected: Values = {
  ...leased,
  [NODE]: { connections: { [TAB1]: oldRecordOf(tab1) }, last_changed: OLD },
};
const emptied: Values = { [`${LEASE}/id`]: null, [`${LEASE}/at`]: null };

/** Another tab that claims the slot of the first one. */
const claimant = placeOf(TAB2, tab1.slot);
/** The lease names a seat: without the seat itself, and with it. */
const named: Values = { ...leased, [LEASE]: { ...lease, rooms: { 0: { room: 'lobby', seat: idOf('seat1') } } } };
const seated: Values = { ...named, [`presence/rooms/lobby/alice/${idOf('seat1')}`]: { joined_at: OLD } };
const withSeat = (roomId: string, seat: string, uid = 'alice'): Values => ({
  [`presence/rooms/${roomId}/${uid}/${idOf(seat)}`]: { joined_at: OLD },
});

/** A user with the most connections that the rules allow. */
const full: Values = Object.assign(
  { [`${NODE}/last_changed`]: OLD },
  ...Array.from({ length: MAX_CONNECTIONS }, (_, index) => {
    const place = placeOf(idOf(`full${index}`), index.toString(16).padStart(2, '0'));
    return { ...oldLeaseOf(place), [`${NODE}/connections/${place.id}`]: oldRecordOf(place) };
  }),
);

const adds = (id: string, slot: string): Values => ({
  [`${NODE}/connections/${id}`]: recordOf(placeOf(id, slot)),
  [`${NODE}/last_changed`]: NOW,
});

export const leasesAllowed: DatabaseRequest[] = [
  { title: 'a client announces a connection in a free slot', ...writes(announcement(tab1, [], NOW)) },
  {
    title: 'a connection replaces the connection of the last socket in its own slot',
    initial: connected,
    ...writes(announcement(claimant, [tab1], NOW)),
  },
  {
    title: 'a connection takes another slot and leaves the lease of the last socket',
    initial: connected,
    ...writes(announcement(tab2, [tab1], NOW)),
  },
  {
    title: 'a connection claims a slot with a leftover lease',
    initial: leased,
    ...writes(announcement(claimant, [], NOW)),
  },
  { title: 'a client renews a lease', initial: connected, ...writes(renewal(tab1, NOW)) },
  { title: 'a client renews a lease without a connection', initial: leased, ...writes(renewal(tab1, NOW)) },
  { title: 'a client removes a connection with its lease', initial: connected, ...writes(departure(tab1, [], NOW)) },
  { title: 'a client removes a lease without a connection', initial: leased, ...writes(emptied) },
  { title: 'a client removes a lease that does not exist', ...writes(emptied) },
  {
    title: 'a client removes a lease with the room slots of removed seats',
    initial: named,
    ...writes({ ...emptied, [`${LEASE}/rooms/0`]: null }),
  },
  { title: 'a user reads one lease of their own', initial: leased, ...reads(LEASE) },
  { title: 'a user reads the mark that asks for a renewal of their own lease', initial: asked, ...reads(ASKED) },
  {
    title: 'a client renews a lease for which a tick asked',
    initial: { ...connected, ...asked },
    ...writes(renewal(tab1, NOW)),
  },
  {
    title: 'a client removes a connection for whose lease a tick asked',
    initial: { ...connected, ...asked },
    ...writes(departure(tab1, [], NOW)),
  },
  { title: 'a client arms the end of a connection that does not exist yet', ...armsUpdate(arming(tab1, [], NOW)) },
  {
    title: 'a client arms the end of a connection that exists',
    initial: connected,
    ...armsUpdate(arming(tab1, [tab2], NOW)),
  },
  {
    title: 'a new account with the uid of a deleted one announces a connection',
    initial: { 'presence/forgotten/alice': -1 },
    ...writes(announcement(tab1, [], NOW)),
  },
];

const refusedClaims: DatabaseRequest[] = [
  { title: 'a user cannot add a connection without a lease', ...writes(adds(TAB1, '00')) },
  {
    title: 'a user cannot add a connection whose slot is a number',
    initial: oldLeaseOf(placeOf(TAB1, '10')),
    ...writes({ [`${NODE}/connections/${TAB1}`]: { last_changed: NOW, slot: 10 }, [`${NODE}/last_changed`]: NOW }),
  },
  {
    title: 'a user cannot add a connection whose slot ends with slashes',
    initial: leased,
    ...writes(adds(TAB1, `00${'/'.repeat(100_000)}`)),
  },
  {
    title: 'a user cannot add a connection in the slot of another connection',
    initial: connected,
    ...writes(adds(TAB2, '00')),
  },
  {
    title: 'a user cannot claim a slot whose connection exists',
    initial: connected,
    ...writes(announcement(claimant, [], NOW)),
  },
  {
    title: 'a user cannot claim the slot of another user',
    initial: { 'presence/leases/bob:00': { id: TAB1, at: OLD } },
    ...writes({ 'presence/leases/bob:00/id': TAB2, 'presence/leases/bob:00/at': NOW }),
  },
  {
    title: 'a user cannot move a connection to another slot',
    initial: { ...connected, 'presence/leases/alice:01': { id: TAB1, at: OLD } },
    ...writes({ [`${NODE}/connections/${TAB1}/slot`]: '01', [`${NODE}/last_changed`]: NOW }),
  },
  ...['00', '1f', '20', '0g', '99'].map((slot) => ({
    title: `a user cannot have a 33rd connection, in slot ${slot}`,
    initial: full,
    ...writes(announcement(placeOf(idOf('more'), slot), [], NOW)),
  })),
  ...['20', '0g', '0', '000', 'ff', '0A', ''].map((slot) => ({
    title: `a user cannot take a lease in slot "${slot}"`,
    ...writes({ [`presence/leases/alice:${slot}/id`]: TAB1, [`presence/leases/alice:${slot}/at`]: NOW }),
  })),
];

const refusedRemovals: DatabaseRequest[] = [
  { title: 'a user cannot remove a lease while its connection exists', initial: connected, ...writes(emptied) },
  { title: 'a user cannot remove the id of a lease alone', initial: leased, ...removes(`${LEASE}/id`) },
  { title: 'a user cannot remove the time of a lease alone', initial: leased, ...removes(`${LEASE}/at`) },
  { title: 'a user cannot remove a lease in one piece', initial: leased, ...removes(LEASE) },
  { title: 'a user cannot remove a lease that names a room', initial: named, ...writes(emptied) },
  { title: 'a user cannot remove a room slot under its seat', initial: seated, ...removes(`${LEASE}/rooms/0`) },
  { title: 'a user cannot remove all room slots at once', initial: seated, ...removes(`${LEASE}/rooms`) },
  { title: 'a user cannot remove the name of a seat alone', initial: seated, ...removes(`${LEASE}/rooms/0/seat`) },
  {
    title: 'a user cannot give a room slot to another seat under its seat',
    initial: { ...seated, ...withSeat('lobby', 'seat2') },
    ...sets({ room: 'lobby', seat: idOf('seat2') }, `${LEASE}/rooms/0`),
  },
  {
    title: 'a user cannot give a room slot to another room under its seat',
    initial: { ...seated, ...withSeat('kitchen', 'seat1') },
    ...sets('kitchen', `${LEASE}/rooms/0/room`),
  },
  {
    title: 'a user cannot remove a lease with its room slots under a seat',
    initial: seated,
    ...writes({ ...emptied, [`${LEASE}/rooms/0`]: null }),
  },
  {
    title: 'a user cannot arm the end of a connection whose slot belongs to another connection',
    initial: connected,
    ...armsUpdate(arming(claimant, [], NOW)),
  },
  {
    title: 'a user cannot arm the removal of a lease without its connection',
    initial: connected,
    ...armsUpdate(emptied),
  },
];

/** Keys that could be mistaken for the lease of another user. */
const ofOthers: DatabaseRequest[] = [
  ['bob', 'alice:05'],
  ['a', 'a:00:01'],
  ['a:00', 'a:01'],
  ['b', 'a:01'],
  ['a', ':00'],
  ['alice', 'bob:alice:00'],
  ['alice', 'alice'],
  ['alice', 'alice:'],
].flatMap(([uid, key]) => {
  const path = `presence/leases/${key}`;
  const initial = { [path]: lease };
  return [
    {
      title: `the user ${uid} cannot take the lease ${key}`,
      as: uid,
      ...writes({ [`${path}/id`]: TAB1, [`${path}/at`]: NOW }),
    },
    {
      title: `the user ${uid} cannot change the id in the lease ${key}`,
      as: uid,
      initial,
      ...sets(TAB2, `${path}/id`),
    },
    { title: `the user ${uid} cannot renew the lease ${key}`, as: uid, initial, ...sets(NOW, `${path}/at`) },
    {
      title: `the user ${uid} cannot name a seat in the lease ${key}`,
      as: uid,
      initial: { ...initial, ...withSeat('lobby', 'seat1', uid) },
      ...sets({ room: 'lobby', seat: idOf('seat1') }, `${path}/rooms/0`),
    },
    {
      title: `the user ${uid} cannot remove the lease ${key}`,
      as: uid,
      initial,
      ...writes({ [`${path}/id`]: null, [`${path}/at`]: null }),
    },
    { title: `the user ${uid} cannot read the lease ${key}`, as: uid, initial, ...reads(path) },
    {
      title: `the user ${uid} cannot read the mark that asks for the lease ${key}`,
      as: uid,
      initial: { [`presence/asked/${key}`]: { at: OLD, renewed_at: OLD } },
      ...reads(`presence/asked/${key}`),
    },
  ];
});

const refusedMarks: DatabaseRequest[] = [
  { title: 'a user cannot ask their own client', initial: leased, ...sets({ at: NOW, renewed_at: OLD }, ASKED) },
  { title: 'a user cannot remove the mark that asks', initial: asked, ...removes(ASKED) },
  { title: 'a user cannot delay the time of an answer', initial: asked, ...sets(NOW, `${ASKED}/at`) },
  { title: 'a user cannot change the lease of a mark', initial: asked, ...sets(NOW, `${ASKED}/renewed_at`) },
  {
    title: 'a client cannot remove the mark together with its renewal',
    initial: asked,
    ...writes({ ...renewal(tab1, NOW), [ASKED]: null }),
  },
  { title: 'a signed-out client cannot read a mark that asks', as: null, initial: asked, ...reads(ASKED) },
  { title: 'a user cannot list the marks that ask', initial: asked, ...reads('presence/asked') },
];

const malformedLeases: DatabaseRequest[] = [
  { title: 'a signed-out client cannot take a lease', as: null, ...writes(fresh) },
  { title: 'a signed-out client cannot renew a lease', as: null, initial: leased, ...writes(renewal(tab1, NOW)) },
  {
    title: 'a user cannot take a lease with a time in the future',
    ...writes({ ...fresh, [`${LEASE}/at`]: Date.now() + 3_600_000 }),
  },
  { title: 'a user cannot take a lease with a time in the past', ...writes({ ...fresh, [`${LEASE}/at`]: OLD }) },
  { title: 'a user cannot take a lease without a time', ...sets(TAB1, `${LEASE}/id`) },
  { title: 'a user cannot take a lease without an id', ...sets(NOW, `${LEASE}/at`) },
  { title: 'a user cannot add an unknown key to a lease', initial: leased, ...sets('web', `${LEASE}/platform`) },
  { title: 'a user cannot renew a lease with a text as its time', initial: leased, ...sets('now', `${LEASE}/at`) },
  ...['a b', 'x'.repeat(19), 'x'.repeat(21), 'é'.repeat(20), '', 5, true, { x: 1 }].map((id) => ({
    title: `a user cannot take a lease for the id ${JSON.stringify(id)}`,
    ...writes({ ...fresh, [`${LEASE}/id`]: id }),
  })),
  { title: 'a user cannot replace all leases', initial: leased, ...sets({ 'alice:00': lease }, 'presence/leases') },
  { title: 'a user cannot remove all leases', initial: leased, ...removes('presence/leases') },
  {
    title: 'a user cannot list leases',
    initial: leased,
    asks: (db) => db.ref('presence/leases').orderByChild('at').limitToFirst(1).get(),
  },
];

const deletedAccounts: DatabaseRequest[] = [
  {
    title: 'a device of a deleted account cannot announce a connection',
    ...writes(announcement(tab1, [], NOW)),
  },
  {
    title: 'a device of a deleted account cannot write the flat record',
    ...sets({ state: 'online', last_changed: NOW }, NODE),
  },
  { title: 'a device of a deleted account cannot take a lease', ...writes(fresh) },
].map((request) => ({ ...request, initial: { 'presence/forgotten/alice': OLD } }));

export const leasesRefused: DatabaseRequest[] = [
  {
    title: 'a user cannot claim a slot whose lease still names seats',
    initial: seated,
    ...writes(announcement(claimant, [], NOW)),
  },
  ...refusedClaims,
  ...refusedRemovals,
  ...ofOthers,
  ...refusedMarks,
  ...malformedLeases,
  ...deletedAccounts,
];
