import { announcement, departure } from '@firebase-presence/contract';
import { roomsRefused } from '../rules/room-requests.ts';
import { settingsRefused } from '../rules/settings-requests.ts';
import { type DatabaseOperation, type Ground, OLD, removes, sets, updates } from './database-operation.ts';
import { ALICE, BOB, NOW } from './examples.ts';

/*
 * What an attacker would try who has read the rules, and what cannot be derived from them.
 */

const CONNECTION = `status/alice/connections/${ALICE.connection}`;
const LEASE = `heartbeats/${ALICE.connection}`;
const record = { last_changed: NOW };

/** What the tests of the rules refuse about settings and rooms, and connections, leases and departures against each other. */
export function thoughtOut(ground: Ground): DatabaseOperation[] {
  return [...fromTheTests(), ...aroundConnections(ground)];
}

function fromTheTests(): DatabaseOperation[] {
  return [...settingsRefused, ...roomsRefused].map(({ title, as = ALICE.uid, stands = {}, asks }) => ({
    title,
    as,
    stands,
    asks: ({ database }) => asks(database),
  }));
}

function aroundConnections({ everything }: Ground): DatabaseOperation[] {
  const without = (path: string) => Object.fromEntries(Object.entries(everything).filter(([key]) => key !== path));
  const stamped = (values: Record<string, unknown>) => ({ 'status/alice/last_changed': NOW, ...values });
  const noConnection = { ...without('status/alice'), 'status/alice/last_changed': OLD };
  return [
    { title: 'a lease is removed under a connection that stands', stands: everything, ...removes(LEASE) },
    {
      title: 'a lease is removed under a connection that is renewed by the same write',
      stands: everything,
      ...updates('/', stamped({ [LEASE]: null, [`${CONNECTION}/last_changed`]: NOW })),
    },
    {
      title: 'a lease is removed in the write that adds its connection',
      stands: noConnection,
      ...updates('/', stamped({ [LEASE]: null, [CONNECTION]: record })),
    },
    {
      title: 'a connection is added without a lease',
      stands: without(LEASE),
      ...updates('/', stamped({ 'status/alice/connections/new': record })),
    },
    {
      title: 'one of many connections has no lease',
      stands: {},
      ...updates('/', { ...announcement('alice', 'tab1', [], NOW), 'status/alice/connections/tab2': record }),
    },
    {
      title: "a connection is announced under somebody else's lease",
      stands: everything,
      ...updates('/', announcement('alice', BOB.connection, [], NOW)),
    },
    {
      title: "somebody else's connection departs",
      stands: everything,
      ...updates('/', departure('bob', [BOB.connection], NOW)),
    },
    {
      title: "somebody else's lease is removed as a leftover",
      stands: everything,
      ...updates('/', announcement('alice', 'tab1', [BOB.connection], NOW)),
    },
    {
      title: 'a new connection takes the time of another',
      stands: { ...everything, 'heartbeats/new': { uid: 'alice', at: OLD } },
      ...updates('/', stamped({ 'status/alice/connections/new': { last_changed: OLD } })),
    },
    {
      title: 'a departure takes the time of the last change',
      stands: { 'status/alice': { state: 'online', last_changed: OLD } },
      ...updates('/', stamped({ 'status/alice/left_at': OLD })),
    },
    {
      title: 'a lease lies at the path of nobody',
      stands: everything,
      ...sets('heartbeats', { uid: 'alice', at: NOW }),
    },
    {
      title: 'the mark of a deleted account is taken away in the write that needs it gone',
      stands: { 'forgotten/alice': OLD },
      ...updates('/', { ...announcement('alice', 'tab1', [], NOW), 'forgotten/alice': null }),
    },
  ].map((operation) => ({ as: ALICE.uid, ...operation }));
}
