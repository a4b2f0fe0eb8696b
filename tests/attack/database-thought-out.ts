import { announcement, type ConnectionPlace, departure, leasePath } from '@firebase-presence/contract';
import { budgetsRefused } from '../rules/budget-requests.ts';
import { functionPlacesRefused } from '../rules/function-place-requests.ts';
import { leasesRefused } from '../rules/lease-requests.ts';
import { publicStatusesRefused } from '../rules/public-status-requests.ts';
import { roomsRefused } from '../rules/rooms-refused.ts';
import { settingsRefused } from '../rules/settings-requests.ts';
import { idOf, placeOf } from '../rules/status-node.ts';
import { unreadableUidRefused } from '../rules/unreadable-uid-requests.ts';
import { type DatabaseOperation, type Ground, OLD, updates } from './database-operation.ts';
import { ALICE, BOB, NOW } from './examples.ts';

/*
 * Attacks by a reader of the rules, which cannot be derived from the rules.
 */

const own = placeOf(ALICE.connection, ALICE.slot);
const others = placeOf(BOB.connection, BOB.slot, [], BOB.uid);
/** A connection in a free slot, and one in a taken slot. */
const second = placeOf(idOf('second'), '01');
const claimant = placeOf(idOf('claimant'), ALICE.slot);

const CONNECTION = connectionOf(own);
const LEASE = leasePath(ALICE.uid, ALICE.slot);
const SECOND_LEASE = leasePath(second.uid, second.slot);
const record = { last_changed: NOW, slot: own.slot };
const emptied = { [`${LEASE}/id`]: null, [`${LEASE}/at`]: null, [`${LEASE}/rooms/${ALICE.roomSlot}`]: null };

/** The refused requests of tests/rules, and attacks with connections, leases and departures against each other. */
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
    ...publicStatusesRefused,
    ...unreadableUidRefused,
  ];
  return refused.map(({ title, as = ALICE.uid, initial = {}, asks }) => ({
    title,
    as,
    initial,
    asks: ({ database }) => asks(database),
  }));
}

function aroundConnections({ everything }: Ground): DatabaseOperation[] {
  const without = (path: string) => Object.fromEntries(Object.entries(everything).filter(([key]) => key !== path));
  const stamped = (values: Record<string, unknown>) => ({ 'status/alice/last_changed': NOW, ...values });
  const noConnection = { ...without('status/alice'), 'status/alice/last_changed': OLD };
  const noSeat = without(`presence/rooms/${ALICE.room}/${ALICE.uid}/${ALICE.seat}`);
  return [
    { title: 'a lease is removed while its connection exists', initial: noSeat, ...updates('/', emptied) },
    {
      title: 'a lease is removed under a connection that the same write renews',
      initial: noSeat,
      ...updates('/', stamped({ ...emptied, [`${CONNECTION}/last_changed`]: NOW })),
    },
    {
      title: 'a lease is removed in the write that adds its connection',
      initial: noConnection,
      ...updates('/', stamped({ ...emptied, [CONNECTION]: record })),
    },
    {
      title: 'a connection is added without a lease',
      initial: everything,
      ...updates('/', stamped({ [connectionOf(second)]: { ...record, slot: second.slot } })),
    },
    {
      title: 'a connection is added in the slot of another',
      initial: everything,
      ...updates('/', stamped({ [connectionOf(claimant)]: record })),
    },
    {
      title: 'one of many connections has no lease',
      initial: {},
      ...updates('/', { ...announcement(own, [], NOW), [connectionOf(second)]: { ...record, slot: second.slot } }),
    },
    {
      title: 'two connections are announced in one slot',
      initial: {},
      ...updates('/', { ...announcement(own, [], NOW), [connectionOf(claimant)]: record }),
    },
    {
      title: 'a connection is announced under the lease of another user',
      initial: everything,
      ...updates('/', { ...announcement(others, [], NOW), ...stamped({ [connectionOf(second)]: record }) }),
    },
    {
      title: 'the connection of another user leaves',
      initial: everything,
      ...updates('/', departure(others, [], NOW)),
    },
    {
      title: 'the connection of another user is removed as a leftover',
      initial: everything,
      ...updates('/', announcement(second, [others], NOW)),
    },
    {
      title: 'a new connection takes the time of another',
      initial: { ...everything, [SECOND_LEASE]: { id: second.id, at: OLD } },
      ...updates('/', stamped({ [connectionOf(second)]: { last_changed: OLD, slot: second.slot } })),
    },
    {
      title: 'a departure takes the time of the last change',
      initial: { 'status/alice': { state: 'online', last_changed: OLD } },
      ...updates('/', stamped({ 'status/alice/left_at': OLD })),
    },
    {
      title: 'the deletion time of an account is removed in the write that it forbids',
      initial: { 'presence/forgotten/alice': OLD },
      ...updates('/', { ...announcement(own, [], NOW), 'presence/forgotten/alice': null }),
    },
  ].map((operation) => ({ as: ALICE.uid, ...operation }));
}

function connectionOf({ uid, id }: ConnectionPlace): string {
  return `status/${uid}/connections/${id}`;
}
