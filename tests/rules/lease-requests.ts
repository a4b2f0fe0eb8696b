import { announcement, departure } from '@firebase-presence/contract';
import type { DatabaseRequest } from './database-request.ts';
import { type Database, NOW, OLD, oldRecord, record, type Values } from './status-node.ts';

/*
 * /heartbeats/{connectionId}, and what it has to do with /status/{uid}: no connection stands without a lease.
 */

const LEASE = 'heartbeats/tab1';
const lease = { uid: 'alice', at: OLD };
const fresh = { uid: 'alice', at: NOW };
const leased: Values = { [LEASE]: lease };
const connected: Values = {
  ...leased,
  'status/alice': { connections: { tab1: oldRecord }, last_changed: OLD },
};

const sets = (value: unknown, path = LEASE) => ({ asks: (db: Database) => db.ref(path).set(value) });
const updates = (values: Values) => ({ asks: (db: Database) => db.ref().update(values) });

export const leasesAllowed: DatabaseRequest[] = [
  { title: 'a connection is announced with its lease', ...updates(announcement('alice', 'tab1', [], NOW)) },
  {
    title: 'a connection replaces the one of the last socket',
    stands: connected,
    ...updates(announcement('alice', 'tab2', ['tab1'], NOW)),
  },
  { title: 'a lease is renewed', stands: connected, ...sets(fresh) },
  { title: 'a lease is renewed of which the connection is gone', stands: leased, ...sets(fresh) },
  { title: 'a connection departs with its lease', stands: connected, ...updates(departure('alice', ['tab1'], NOW)) },
  { title: 'a lease is removed of which the connection is gone', stands: leased, ...sets(null) },
  { title: 'a lease is removed that is not there', ...sets(null) },
  {
    title: 'the server is told to remove a lease at the end of the socket',
    asks: (db) => db.ref(LEASE).onDisconnect().remove(),
  },
  {
    title: 'somebody with the uid of a deleted account signs in anew',
    stands: { 'forgotten/alice': -1 },
    ...updates(announcement('alice', 'tab1', [], NOW)),
  },
];

export const leasesRefused: DatabaseRequest[] = [
  {
    title: 'nobody adds a connection without a lease',
    ...updates({ 'status/alice/connections/tab1': record, 'status/alice/last_changed': NOW }),
  },
  {
    title: 'nobody adds a connection under the lease of another',
    stands: { [LEASE]: { uid: 'bob', at: OLD } },
    ...updates({ 'status/alice/connections/tab1': record, 'status/alice/last_changed': NOW }),
  },
  { title: 'nobody removes a lease under a connection that stands', stands: connected, ...sets(null) },
  {
    title: 'nobody has the server remove a lease alone under a connection that stands',
    stands: connected,
    asks: (db) => db.ref(LEASE).onDisconnect().remove(),
  },
  { title: 'nobody takes over the lease of another', stands: leased, as: 'bob', ...sets({ uid: 'bob', at: NOW }) },
  { title: 'nobody renews the lease of another', stands: leased, as: 'bob', ...sets(fresh) },
  { title: 'nobody removes the lease of another', stands: leased, as: 'bob', ...sets(null) },
  { title: 'nobody takes a lease in the name of another', as: 'bob', ...sets(fresh) },
  { title: 'nobody takes a lease while signed out', as: null, ...sets(fresh) },
  { title: 'nobody takes a lease into the future', ...sets({ uid: 'alice', at: Date.now() + 3_600_000 }) },
  { title: 'nobody takes a lease from the past', ...sets({ uid: 'alice', at: OLD }) },
  { title: 'nobody takes a lease without a time', ...sets({ uid: 'alice' }) },
  { title: 'nobody takes a lease without a uid', ...sets({ at: NOW }) },
  { title: 'nobody adds an unknown key to a lease', ...sets({ ...fresh, platform: 'web' }) },
  { title: 'nobody renews the time of a lease by a text', stands: leased, ...sets('now', `${LEASE}/at`) },
  { title: 'nobody changes the uid of a lease', stands: leased, ...sets('bob', `${LEASE}/uid`) },
  { title: 'nobody takes a lease with a malformed id', ...sets(fresh, 'heartbeats/a b') },
  { title: 'nobody takes a lease with an id of 65 characters', ...sets(fresh, `heartbeats/${'x'.repeat(65)}`) },
  { title: 'nobody replaces all leases', stands: leased, ...sets({ tab1: fresh }, 'heartbeats') },
  { title: 'nobody removes all leases', stands: leased, ...sets(null, 'heartbeats') },
  { title: 'nobody reads a lease, not even their own', stands: leased, asks: (db) => db.ref(LEASE).get() },
  {
    title: 'nobody lists leases',
    stands: leased,
    asks: (db) => db.ref('heartbeats').orderByChild('at').limitToFirst(1).get(),
  },
  ...['forgotten/alice', 'forgotten', 'sweeper/swept_at', 'repair/mended_at'].flatMap((path) => [
    { title: `nobody writes /${path}`, ...sets(1, path) },
    { title: `nobody reads /${path}`, asks: (db: Database) => db.ref(path).get() },
  ]),
  {
    title: 'a device of a deleted account announces nothing',
    stands: { 'forgotten/alice': OLD },
    ...updates(announcement('alice', 'tab1', [], NOW)),
  },
  {
    title: 'a device of a deleted account writes no documented state',
    stands: { 'forgotten/alice': OLD },
    ...sets({ state: 'online', last_changed: NOW }, 'status/alice'),
  },
  { title: 'a device of a deleted account takes no lease', stands: { 'forgotten/alice': OLD }, ...sets(fresh) },
];
