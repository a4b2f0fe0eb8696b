import { announcement, arming, departure, leasePath, MAX_CONNECTIONS, renewal } from '@firebase-presence/contract';
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
 * /presence/leases/{uid}:{slot}, and what it has to do with /status/{uid}: no connection exists without its lease.
 */

const LEASE = leasePath('alice', tab1.slot);
const lease = { id: TAB1, at: OLD };
const fresh: Values = { [`${LEASE}/id`]: TAB1, [`${LEASE}/at`]: NOW };
const leased = oldLeaseOf(tab1);
export const connected: Values = {
  ...leased,
  [NODE]: { connections: { [TAB1]: oldRecordOf(tab1) }, last_changed: OLD },
};
const emptied: Values = { [`${LEASE}/id`]: null, [`${LEASE}/at`]: null };

/** Another tab that wants the slot of the first. */
const rival = placeOf(TAB2, tab1.slot);
/** A seat that the lease names, with or without the seat itself. */
const named: Values = { ...leased, [LEASE]: { ...lease, rooms: { 0: { room: 'lobby', seat: idOf('seat1') } } } };
const seated: Values = { ...named, [`presence/rooms/lobby/alice/${idOf('seat1')}`]: { joined_at: OLD } };

/** A user with every connection that they can have. */
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
  { title: 'a connection is announced in a free slot', ...writes(announcement(tab1, [], NOW)) },
  {
    title: 'a connection replaces the one of the last socket in its own slot',
    stands: connected,
    ...writes(announcement(rival, [tab1], NOW)),
  },
  {
    title: 'a connection takes another slot and leaves the lease of the last socket',
    stands: connected,
    ...writes(announcement(tab2, [tab1], NOW)),
  },
  {
    title: 'a connection claims a slot with a leftover lease',
    stands: leased,
    ...writes(announcement(rival, [], NOW)),
  },
  { title: 'a lease is renewed', stands: connected, ...writes(renewal(tab1, NOW)) },
  { title: 'a lease is renewed of which the connection is gone', stands: leased, ...writes(renewal(tab1, NOW)) },
  { title: 'a connection departs with its lease', stands: connected, ...writes(departure(tab1, [], NOW)) },
  { title: 'a lease is removed of which the connection is gone', stands: leased, ...writes(emptied) },
  { title: 'a lease is removed that is not there', ...writes(emptied) },
  {
    title: 'a lease is removed with the room slots whose seats are gone',
    stands: named,
    ...writes({ ...emptied, [`${LEASE}/rooms/0`]: null }),
  },
  { title: 'an owner reads one lease', stands: leased, ...reads(LEASE) },
  { title: 'a client arms the end of a connection before anything exists', ...armsUpdate(arming(tab1, [], NOW)) },
  {
    title: 'a client arms the end of a connection that exists',
    stands: connected,
    ...armsUpdate(arming(tab1, [tab2], NOW)),
  },
  {
    title: 'somebody with the uid of a deleted account signs in anew',
    stands: { 'presence/forgotten/alice': -1 },
    ...writes(announcement(tab1, [], NOW)),
  },
];

const refusedClaims: DatabaseRequest[] = [
  { title: 'nobody adds a connection without a lease', ...writes(adds(TAB1, '00')) },
  {
    title: 'nobody adds a connection whose slot is a number',
    stands: oldLeaseOf(placeOf(TAB1, '10')),
    ...writes({ [`${NODE}/connections/${TAB1}`]: { last_changed: NOW, slot: 10 }, [`${NODE}/last_changed`]: NOW }),
  },
  { title: 'nobody adds a connection in the slot of another', stands: connected, ...writes(adds(TAB2, '00')) },
  { title: 'nobody claims a slot whose connection exists', stands: connected, ...writes(announcement(rival, [], NOW)) },
  {
    title: 'nobody claims the slot of another user',
    stands: { 'presence/leases/bob:00': { id: TAB1, at: OLD } },
    ...writes({ 'presence/leases/bob:00/id': TAB2, 'presence/leases/bob:00/at': NOW }),
  },
  {
    title: 'nobody moves a connection to another slot',
    stands: { ...connected, 'presence/leases/alice:01': { id: TAB1, at: OLD } },
    ...writes({ [`${NODE}/connections/${TAB1}/slot`]: '01', [`${NODE}/last_changed`]: NOW }),
  },
  ...['00', '1f', '20', '0g', '99'].map((slot) => ({
    title: `nobody has a 33rd connection, in slot ${slot}`,
    stands: full,
    ...writes(announcement(placeOf(idOf('more'), slot), [], NOW)),
  })),
  ...['20', '0g', '0', '000', 'ff', '0A', ''].map((slot) => ({
    title: `nobody takes a lease in slot "${slot}"`,
    ...writes({ [`presence/leases/alice:${slot}/id`]: TAB1, [`presence/leases/alice:${slot}/at`]: NOW }),
  })),
];

const refusedRemovals: DatabaseRequest[] = [
  { title: 'nobody removes a lease under its connection', stands: connected, ...writes(emptied) },
  { title: 'nobody removes the id of a lease alone', stands: leased, ...removes(`${LEASE}/id`) },
  { title: 'nobody removes the time of a lease alone', stands: leased, ...removes(`${LEASE}/at`) },
  { title: 'nobody removes a lease in one piece', stands: leased, ...removes(LEASE) },
  { title: 'nobody removes a lease that names a room', stands: named, ...writes(emptied) },
  { title: 'nobody removes a room slot under its seat', stands: seated, ...removes(`${LEASE}/rooms/0`) },
  { title: 'nobody removes all room slots at once', stands: seated, ...removes(`${LEASE}/rooms`) },
  { title: 'nobody removes the name of a seat alone', stands: seated, ...removes(`${LEASE}/rooms/0/seat`) },
  {
    title: 'nobody gives a room slot to another seat under its seat',
    stands: seated,
    ...sets({ room: 'lobby', seat: idOf('seat2') }, `${LEASE}/rooms/0`),
  },
  {
    title: 'nobody gives a room slot to another room under its seat',
    stands: seated,
    ...sets('kitchen', `${LEASE}/rooms/0/room`),
  },
  {
    title: 'nobody removes a lease with its room slots under a seat',
    stands: seated,
    ...writes({ ...emptied, [`${LEASE}/rooms/0`]: null }),
  },
  {
    title: 'nobody arms the end of a connection whose slot another one holds',
    stands: connected,
    ...armsUpdate(arming(rival, [], NOW)),
  },
  {
    title: 'nobody has the server remove a lease under its connection',
    stands: connected,
    ...armsUpdate(emptied),
  },
];

/** Keys that could be read as the lease of somebody else. */
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
  const stands = { [path]: lease };
  return [
    { title: `${uid} takes no lease at ${key}`, as: uid, ...writes({ [`${path}/id`]: TAB1, [`${path}/at`]: NOW }) },
    { title: `${uid} gives the lease at ${key} no other connection`, as: uid, stands, ...sets(TAB2, `${path}/id`) },
    { title: `${uid} renews no lease at ${key}`, as: uid, stands, ...sets(NOW, `${path}/at`) },
    {
      title: `${uid} names no seat in the lease at ${key}`,
      as: uid,
      stands,
      ...sets({ room: 'lobby', seat: idOf('seat1') }, `${path}/rooms/0`),
    },
    {
      title: `${uid} removes no lease at ${key}`,
      as: uid,
      stands,
      ...writes({ [`${path}/id`]: null, [`${path}/at`]: null }),
    },
    { title: `${uid} reads no lease at ${key}`, as: uid, stands, ...reads(path) },
  ];
});

const malformedLeases: DatabaseRequest[] = [
  { title: 'nobody takes a lease while signed out', as: null, ...writes(fresh) },
  { title: 'nobody renews a lease while signed out', as: null, stands: leased, ...writes(renewal(tab1, NOW)) },
  { title: 'nobody takes a lease into the future', ...writes({ ...fresh, [`${LEASE}/at`]: Date.now() + 3_600_000 }) },
  { title: 'nobody takes a lease from the past', ...writes({ ...fresh, [`${LEASE}/at`]: OLD }) },
  { title: 'nobody takes a lease without a time', ...sets(TAB1, `${LEASE}/id`) },
  { title: 'nobody takes a lease without an id', ...sets(NOW, `${LEASE}/at`) },
  { title: 'nobody adds an unknown key to a lease', stands: leased, ...sets('web', `${LEASE}/platform`) },
  { title: 'nobody renews the time of a lease by a text', stands: leased, ...sets('now', `${LEASE}/at`) },
  ...['a b', 'x'.repeat(19), 'x'.repeat(21), 'é'.repeat(20), '', 5, true, { x: 1 }].map((id) => ({
    title: `nobody takes a lease for the id ${JSON.stringify(id)}`,
    ...writes({ ...fresh, [`${LEASE}/id`]: id }),
  })),
  { title: 'nobody replaces all leases', stands: leased, ...sets({ 'alice:00': lease }, 'presence/leases') },
  { title: 'nobody removes all leases', stands: leased, ...removes('presence/leases') },
  {
    title: 'nobody lists leases',
    stands: leased,
    asks: (db) => db.ref('presence/leases').orderByChild('at').limitToFirst(1).get(),
  },
];

const deletedAccounts: DatabaseRequest[] = [
  {
    title: 'a device of a deleted account announces nothing',
    ...writes(announcement(tab1, [], NOW)),
  },
  {
    title: 'a device of a deleted account writes no documented state',
    ...sets({ state: 'online', last_changed: NOW }, NODE),
  },
  { title: 'a device of a deleted account takes no lease', ...writes(fresh) },
].map((request) => ({ ...request, stands: { 'presence/forgotten/alice': OLD } }));

export const leasesRefused: DatabaseRequest[] = [
  {
    title: 'nobody claims a slot whose lease still names seats',
    stands: seated,
    ...writes(announcement(rival, [], NOW)),
  },
  ...refusedClaims,
  ...refusedRemovals,
  ...ofOthers,
  ...malformedLeases,
  ...deletedAccounts,
];
