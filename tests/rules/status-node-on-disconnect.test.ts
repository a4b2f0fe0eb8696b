import { assertFails, assertSucceeds, type RulesTestEnvironment } from '@firebase/rules-unit-testing';
import { announcement, arming } from '@firebase-presence/contract';
import { expect, type TestContext, test, vi } from 'vitest';
import { databaseProject, deviceOf } from './project.ts';
import { type Database, flatOnline, NODE, NOW, OLD, oldRecord, oneTab, twoTabs, type Values } from './status-node.ts';

/*
 * The server asks the rules twice about what it is to do at the end of a socket: when the client says it, and when it
 * happens, with the time and the data of that moment.
 */

type Arms = (database: Database) => Promise<unknown>;

const documentedOffline = { state: 'offline', last_changed: NOW };
const aNewTime = expect.toSatisfy((time) => typeof time === 'number' && time > OLD, 'a time of the server');

const atTheEnd = (database: Database, path = NODE) => database.ref(path).onDisconnect();

const executed: { title: string; stands?: Values; arms: Arms; leaves: unknown }[] = [
  {
    title: 'a documented client that is lost leaves an offline state',
    stands: flatOnline,
    arms: (db) => atTheEnd(db).set(documentedOffline),
    leaves: { state: 'offline', last_changed: aNewTime },
  },
  {
    title: 'a documented client that is lost leaves an offline state over connections',
    stands: twoTabs,
    arms: (db) => atTheEnd(db).set(documentedOffline),
    leaves: { state: 'offline', last_changed: aNewTime },
  },
  {
    title: 'one of two tabs that is lost leaves the other with its old time',
    stands: twoTabs,
    arms: (db) => atTheEnd(db).update(arming('tab1', [], NOW)),
    leaves: { connections: { tab2: oldRecord }, last_changed: aNewTime },
  },
  {
    title: 'a tab that is lost beside a documented client leaves its state',
    stands: { ...flatOnline, ...oneTab },
    arms: (db) => atTheEnd(db).update(arming('tab1', [], NOW)),
    leaves: { state: 'online', last_changed: aNewTime },
  },
  {
    title: 'a tab that is lost takes what its last socket left',
    stands: twoTabs,
    arms: (db) => atTheEnd(db).update(arming('tab2', ['tab1'], NOW)),
    leaves: { last_changed: aNewTime },
  },
  {
    title: 'a tab that armed where nothing stood is lost after it announced itself',
    arms: async (db) => {
      await atTheEnd(db).update(arming('tab1', [], NOW));
      await db.ref().update({ ...announcement('alice', 'tab1', [], NOW), [`${NODE}/state`]: 'online' });
    },
    leaves: { state: 'online', last_changed: aNewTime },
  },
  {
    title: 'a tab that is lost before it announced itself leaves a stamp',
    arms: (db) => atTheEnd(db).update(arming('tab1', [], NOW)),
    leaves: { last_changed: aNewTime },
  },
  {
    title: 'a client that is lost may remove the node',
    stands: twoTabs,
    arms: (db) => atTheEnd(db).remove(),
    leaves: null,
  },
];

for (const { title, stands, arms, leaves } of executed) {
  test.concurrent(title, async (context) => {
    const project = await databaseWith(context, stands);
    const alice = deviceOf(project, 'alice').database();
    await assertSucceeds(arms(alice));
    alice.goOffline();
    await vi.waitFor(async () => expect(await standingIn(project)).toEqual(leaves), { timeout: 10_000 });
  });
}

const refused: { title: string; as?: string | null; arms: Arms }[] = [
  { title: 'set the node of another', as: 'bob', arms: (db) => atTheEnd(db).set(documentedOffline) },
  { title: 'update the node of another', as: 'bob', arms: (db) => atTheEnd(db).update(arming('tab1', [], NOW)) },
  { title: 'remove the node of another', as: 'bob', arms: (db) => atTheEnd(db).remove() },
  { title: 'set a node while signed out', as: null, arms: (db) => atTheEnd(db).set(documentedOffline) },
  { title: 'update a node while signed out', as: null, arms: (db) => atTheEnd(db).update(arming('tab1', [], NOW)) },
  { title: 'remove a node while signed out', as: null, arms: (db) => atTheEnd(db).remove() },
  { title: 'remove /status', arms: (db) => atTheEnd(db, 'status').remove() },
  { title: 'remove everything', arms: (db) => atTheEnd(db, '/').remove() },
  { title: 'remove a connection without a stamp', arms: (db) => atTheEnd(db, `${NODE}/connections/tab1`).remove() },
  { title: 'set a state without a stamp', arms: (db) => atTheEnd(db).set({ state: 'offline' }) },
  {
    title: 'set a time of its own',
    arms: (db) => atTheEnd(db).set({ state: 'offline', last_changed: Date.now() + 1000 }),
  },
  { title: 'set an unknown state', arms: (db) => atTheEnd(db).set({ state: 'away', last_changed: NOW }) },
  { title: 'add an unknown key', arms: (db) => atTheEnd(db).update({ reason: 'lost', last_changed: NOW }) },
  {
    title: 'update another node beside its own',
    arms: (db) => atTheEnd(db, 'status').update({ 'alice/last_changed': NOW, 'bob/last_changed': NOW }),
  },
];

for (const { title, as = 'alice', arms } of refused) {
  test.concurrent(`no client has the server ${title} at the end of its socket`, async (context) => {
    const project = await databaseWith(context, twoTabs);
    await assertFails(arms(deviceOf(project, as).database()));
  });
}

async function databaseWith(context: TestContext, stands: Values | undefined): Promise<RulesTestEnvironment> {
  const project = await databaseProject(context);
  if (stands !== undefined) {
    await project.withSecurityRulesDisabled((admin) => admin.database().ref(NODE).set(stands));
  }
  return project;
}

async function standingIn(project: RulesTestEnvironment): Promise<unknown> {
  let value: unknown;
  await project.withSecurityRulesDisabled(async (admin) => {
    value = (await admin.database().ref(NODE).get()).val();
  });
  return value;
}
