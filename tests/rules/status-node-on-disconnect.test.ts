import { assertFails, assertSucceeds, type RulesTestEnvironment } from '@firebase/rules-unit-testing';
import { announcement, arming, joining, LEASE_ROOT, leasePath, type Seat } from '@firebase-presence/contract';
import { expect, type TestContext, test } from 'vitest';
import { databaseProject, deviceOf } from './project.ts';
import {
  type Database,
  flatOnline,
  idOf,
  NODE,
  NOW,
  OLD,
  oldLeaseOf,
  oldRecordOf,
  oneTab,
  placeOf,
  TAB1,
  TAB2,
  tab1,
  tab2,
  twoTabs,
  type Values,
} from './status-node.ts';

/*
 * The server evaluates the rules twice for an operation at the end of a socket: when the client arms it, and when the socket ends. Each
 * time it uses the time and the data of that moment.
 */

type Arms = (database: Database) => Promise<unknown>;

const documentedOffline = { state: 'offline', last_changed: NOW };
const aNewTime = expect.toSatisfy((time) => typeof time === 'number' && time > OLD, 'a time of the server');

const atTheEnd = (database: Database, path = '/') => database.ref(path).onDisconnect();

const bothLeases: Values = { ...oldLeaseOf(tab1), ...oldLeaseOf(tab2) };
const SEAT: Seat = { roomSlot: '0', roomId: 'lobby', seat: idOf('seat1') };
const seated = { ...tab1, seats: [SEAT] };

const executed: { title: string; initial?: Values; arms: Arms; leaves: unknown }[] = [
  {
    title: 'a documentation-style client that is lost leaves the state offline',
    initial: { [NODE]: flatOnline },
    arms: (db) => atTheEnd(db, NODE).set(documentedOffline),
    leaves: nodeOf({ state: 'offline', last_changed: aNewTime }),
  },
  {
    title: 'a documentation-style client that is lost leaves the state offline and no connections',
    initial: { [NODE]: twoTabs },
    arms: (db) => atTheEnd(db, NODE).set(documentedOffline),
    leaves: nodeOf({ state: 'offline', last_changed: aNewTime }),
  },
  {
    title: 'a tab that is lost leaves another tab with its old time',
    initial: { [NODE]: twoTabs, ...bothLeases },
    arms: (db) => atTheEnd(db).update(arming(tab1, [], NOW)),
    leaves: {
      ...nodeOf({ connections: { [TAB2]: oldRecordOf(tab2) }, last_changed: aNewTime }),
      presence: { leases: { 'alice:01': { id: TAB2, at: OLD } } },
    },
  },
  {
    title: 'a tab that is lost leaves the state of a documentation-style client',
    initial: { [NODE]: { ...flatOnline, ...oneTab }, ...oldLeaseOf(tab1) },
    arms: (db) => atTheEnd(db).update(arming(tab1, [], NOW)),
    leaves: nodeOf({ state: 'online', last_changed: aNewTime }),
  },
  {
    title: 'a tab that is lost removes leftovers of its last socket, except the lease',
    initial: { [NODE]: twoTabs, ...bothLeases },
    arms: (db) => atTheEnd(db).update(arming(tab2, [tab1], NOW)),
    leaves: {
      ...nodeOf({ last_changed: aNewTime }),
      presence: { leases: { 'alice:00': { id: TAB1, at: OLD } } },
    },
  },
  {
    title: 'a tab that armed without a node is lost after its announcement',
    arms: async (db) => {
      await atTheEnd(db).update(arming(tab1, [], NOW));
      await db.ref().update({ ...announcement(tab1, [], NOW), [`${NODE}/state`]: 'online' });
    },
    leaves: nodeOf({ state: 'online', last_changed: aNewTime }),
  },
  {
    title: 'a tab that is lost in a room leaves no seat and no lease',
    arms: async (db) => {
      await db.ref().update(announcement(tab1, [], NOW));
      await atTheEnd(db).update(arming(seated, [], NOW));
      const entry = { joined_at: NOW, data: null };
      await db.ref().update(joining(tab1, SEAT, entry, { timestamp: NOW }));
    },
    leaves: {
      ...nodeOf({ last_changed: aNewTime }),
      presence: { budget: { alice: { changes: { since: aNewTime, n: 1, slot: '00', room_slot: '0' } } } },
    },
  },
  {
    title: 'a tab that is lost before its announcement leaves only a stamp',
    arms: (db) => atTheEnd(db).update(arming(tab1, [], NOW)),
    leaves: nodeOf({ last_changed: aNewTime }),
  },
  {
    title: 'a client may arm the removal of its node',
    initial: { [NODE]: twoTabs },
    arms: (db) => atTheEnd(db, NODE).remove(),
    leaves: null,
  },
];

for (const { title, initial, arms, leaves } of executed) {
  test.concurrent(title, async (context) => {
    const project = await databaseWith(context, initial);
    const alice = deviceOf(project, 'alice').database();
    await assertSucceeds(arms(alice));
    alice.goOffline();
    await context.expect.poll(() => dataIn(project)).toEqual(leaves);
  });
}

/** The client armed the end of its connection. When its socket ends, the slot belongs to another connection. */
const late: { title: string; meanwhile: Values }[] = [
  {
    title: 'the late end of a connection does not change the next connection in its slot',
    meanwhile: takenBy(TAB2, {}),
  },
  {
    title: 'the late end of a connection keeps the seats of the next connection in its slot',
    meanwhile: {
      ...takenBy(TAB2, { 0: { room: 'lobby', seat: idOf('seat2') } }),
      [`presence/rooms/lobby/alice/${idOf('seat2')}`]: { joined_at: OLD },
    },
  },
];

for (const { title, meanwhile } of late) {
  test.concurrent(title, async (context) => {
    const project = await databaseWith(context, {});
    const alice = deviceOf(project, 'alice').database();
    await atTheEnd(alice).update(arming(seated, [], NOW));
    const canary = leasePath('alice', '1f');
    await atTheEnd(alice).update({ [`${canary}/id`]: idOf('canary'), [`${canary}/at`]: NOW });
    await project.withSecurityRulesDisabled((admin) => admin.database().ref().update(meanwhile));
    const before = await dataIn(project);
    alice.goOffline();
    await context.expect.poll(() => dataIn(project, canary)).not.toBeNull();
    await project.withSecurityRulesDisabled((admin) => admin.database().ref(canary).remove());
    expect(await dataIn(project)).toEqual(before);
  });
}

function takenBy(id: string, rooms: Values): Values {
  const holder = placeOf(id, tab1.slot);
  return {
    [NODE]: { connections: { [id]: oldRecordOf(holder) }, last_changed: OLD },
    [leasePath('alice', tab1.slot)]: { id, at: OLD, rooms },
  };
}

const refused: { title: string; as?: string | null; arms: Arms }[] = [
  { title: 'set the node of another user', as: 'bob', arms: (db) => atTheEnd(db, NODE).set(documentedOffline) },
  { title: 'update the node of another user', as: 'bob', arms: (db) => atTheEnd(db).update(arming(tab1, [], NOW)) },
  { title: 'remove the node of another user', as: 'bob', arms: (db) => atTheEnd(db, NODE).remove() },
  { title: 'set a node as a signed-out client', as: null, arms: (db) => atTheEnd(db, NODE).set(documentedOffline) },
  { title: 'update a node as a signed-out client', as: null, arms: (db) => atTheEnd(db).update(arming(tab1, [], NOW)) },
  { title: 'remove a node as a signed-out client', as: null, arms: (db) => atTheEnd(db, NODE).remove() },
  { title: 'remove /status', arms: (db) => atTheEnd(db, 'status').remove() },
  { title: 'remove everything', arms: (db) => atTheEnd(db, '/').remove() },
  {
    title: 'remove a connection without a new last_changed',
    arms: (db) => atTheEnd(db, `${NODE}/connections/${TAB1}`).remove(),
  },
  { title: 'set a state without a new last_changed', arms: (db) => atTheEnd(db, NODE).set({ state: 'offline' }) },
  {
    title: "set a time of the client's clock",
    arms: (db) => atTheEnd(db, NODE).set({ state: 'offline', last_changed: Date.now() + 1000 }),
  },
  { title: 'set an unknown state', arms: (db) => atTheEnd(db, NODE).set({ state: 'away', last_changed: NOW }) },
  { title: 'add an unknown key', arms: (db) => atTheEnd(db, NODE).update({ reason: 'lost', last_changed: NOW }) },
  {
    title: 'remove a lease while its connection exists',
    arms: (db) => atTheEnd(db).update({ [`${LEASE_ROOT}/alice:00/id`]: null, [`${LEASE_ROOT}/alice:00/at`]: null }),
  },
  {
    title: 'end a connection whose slot belongs to another connection',
    arms: (db) => atTheEnd(db).update(arming(placeOf(idOf('tab9'), '00'), [], NOW)),
  },
  {
    title: "update another user's node together with its own",
    arms: (db) => atTheEnd(db, 'status').update({ 'alice/last_changed': NOW, 'bob/last_changed': NOW }),
  },
];

for (const { title, as = 'alice', arms } of refused) {
  test.concurrent(`a client cannot arm an operation to ${title}`, async (context) => {
    const project = await databaseWith(context, { [NODE]: twoTabs, ...bothLeases });
    await assertFails(arms(deviceOf(project, as).database()));
  });
}

async function databaseWith(context: TestContext, initial: Values = {}): Promise<RulesTestEnvironment> {
  const project = await databaseProject(context);
  await project.withSecurityRulesDisabled((admin) => admin.database().ref().update(initial));
  return project;
}

async function dataIn(project: RulesTestEnvironment, path = '/'): Promise<unknown> {
  let value: unknown;
  await project.withSecurityRulesDisabled(async (admin) => {
    value = (await admin.database().ref(path).get()).val();
  });
  return value;
}

function nodeOf(value: Values): Values {
  return { status: { alice: value } };
}
