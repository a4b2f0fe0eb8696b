import { announcement, type ConnectionPlace, departure, leasePath } from '@firebase-presence/contract';
import { budgetsRefused } from '../rules/budget-requests.ts';
import { functionPlacesRefused } from '../rules/function-place-requests.ts';
import { leasesRefused } from '../rules/lease-requests.ts';
import { roomsRefused } from '../rules/room-requests.ts';
import { settingsRefused } from '../rules/settings-requests.ts';
import { idOf, placeOf } from '../rules/status-node.ts';
import { unreadableUidRefused } from '../rules/unreadable-uid-requests.ts';
import { type DatabaseOperation, type Ground, OLD, updates } from './database-operation.ts';
import { ALICE, BOB, NOW } from './examples.ts';

/*
 * What an attacker would try who has read the rules, and what cannot be derived from them.
 */

const own = placeOf(ALICE.connection, ALICE.slot);
const others = placeOf(BOB.connection, BOB.slot, [], BOB.uid);
/** A connection in a free slot, and one in the slot that is taken. */
const second = placeOf(idOf('second'), '01');
const rival = placeOf(idOf('rival'), ALICE.slot);

const CONNECTION = connectionOf(own);
const LEASE = leasePath(ALICE.uid, ALICE.slot);
const SECOND_LEASE = leasePath(second.uid, second.slot);
const record = { last_changed: NOW, slot: own.slot };
const emptied = { [`${LEASE}/id`]: null, [`${LEASE}/at`]: null, [`${LEASE}/rooms/${ALICE.roomSlot}`]: null };

/** What the tests of the rules refuse, and connections, leases and departures against each other. */
export function thoughtOut(ground: Ground): DatabaseOperation[] {
  return [...fromTheTests(), ...aroundConnections(ground)];
}

function fromTheTests(): DatabaseOperation[] {
  const refused = [
    ...settingsRefused,
    ...roomsRefused,
    ...leasesRefused,
    ...budgetsRefused,
    ...functionPlacesRefused,
    ...unreadableUidRefused,
  ];
  return refused.map(({ title, as = ALICE.uid, stands = {}, asks }) => ({
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
  const noSeat = without(`presence/rooms/${ALICE.room}/${ALICE.uid}/${ALICE.seat}`);
  return [
    { title: 'a lease is removed under its connection', stands: noSeat, ...updates('/', emptied) },
    {
      title: 'a lease is removed under a connection that is renewed by the same write',
      stands: noSeat,
      ...updates('/', stamped({ ...emptied, [`${CONNECTION}/last_changed`]: NOW })),
    },
    {
      title: 'a lease is removed in the write that adds its connection',
      stands: noConnection,
      ...updates('/', stamped({ ...emptied, [CONNECTION]: record })),
    },
    {
      title: 'a connection is added without a lease',
      stands: everything,
      ...updates('/', stamped({ [connectionOf(second)]: { ...record, slot: second.slot } })),
    },
    {
      title: 'a connection is added in the slot of another',
      stands: everything,
      ...updates('/', stamped({ [connectionOf(rival)]: record })),
    },
    {
      title: 'one of many connections has no lease',
      stands: {},
      ...updates('/', { ...announcement(own, [], NOW), [connectionOf(second)]: { ...record, slot: second.slot } }),
    },
    {
      title: 'two connections are announced in one slot',
      stands: {},
      ...updates('/', { ...announcement(own, [], NOW), [connectionOf(rival)]: record }),
    },
    {
      title: 'a connection is announced under the lease of another user',
      stands: everything,
      ...updates('/', { ...announcement(others, [], NOW), ...stamped({ [connectionOf(second)]: record }) }),
    },
    {
      title: 'the connection of another user departs',
      stands: everything,
      ...updates('/', departure(others, [], NOW)),
    },
    {
      title: 'the connection of another user is removed as a leftover',
      stands: everything,
      ...updates('/', announcement(second, [others], NOW)),
    },
    {
      title: 'a new connection takes the time of another',
      stands: { ...everything, [SECOND_LEASE]: { id: second.id, at: OLD } },
      ...updates('/', stamped({ [connectionOf(second)]: { last_changed: OLD, slot: second.slot } })),
    },
    {
      title: 'a departure takes the time of the last change',
      stands: { 'status/alice': { state: 'online', last_changed: OLD } },
      ...updates('/', stamped({ 'status/alice/left_at': OLD })),
    },
    {
      title: 'the mark of a deleted account is removed in the write that needs it gone',
      stands: { 'presence/forgotten/alice': OLD },
      ...updates('/', { ...announcement(own, [], NOW), 'presence/forgotten/alice': null }),
    },
  ].map((operation) => ({ as: ALICE.uid, ...operation }));
}

function connectionOf({ uid, id }: ConnectionPlace): string {
  return `status/${uid}/connections/${id}`;
}
