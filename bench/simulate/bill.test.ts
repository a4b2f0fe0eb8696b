import { expect, test } from 'vitest';
import { newPublicVersion } from '../../functions/src/public-version.ts';
import { assumed } from './assumptions.ts';
import {
  AS_SHIPPED,
  billOf,
  cheapestChoices,
  knownBefore,
  type Quantities,
  quantitiesOf,
  resources,
  withoutFree,
  workOf,
} from './bill.ts';
import { databaseBytesFor, spreadContactsBytes } from './database-bytes.ts';
import { ROUND_COSTS, SESSIONS, SMALL_APP } from './example.ts';
import { functionTime, SMALL } from './function-time.ts';
import type { Month } from './month.ts';
import { FREE, PRICES } from './prices.ts';
import { type App, TARGETS, type Target, ticksOf, usageOf } from './usage.ts';

const RUNS_OF_THE_SCHEDULE = 30 * 24 * 60;

function monthOf(app: App, target: Target): Month {
  return { app, costs: ROUND_COSTS, usage: usageOf(app, ROUND_COSTS), target };
}

const small = (target: Target) => quantitiesOf(monthOf(SMALL_APP, target));
const usage = usageOf(SMALL_APP, ROUND_COSTS);
const ticksIn = (target: Target) => ticksOf(usage, target);
const nothing = withoutFree(FREE);
const only = (resource: keyof Quantities, amount: number): Quantities => ({ ...nothing, [resource]: amount });

test('every resource has a price and a free quota, and costs its price', () => {
  expect(resources()).toHaveLength(13);
  for (const resource of resources()) {
    const { dollars, units } = PRICES[resource];
    expect(billOf(only(resource, 3 * units)).total).toBeCloseTo(3 * dollars);
    expect(billOf(withoutFree(only(resource, FREE[resource] + units))).total).toBeCloseTo(dollars);
    expect(billOf(withoutFree(only(resource, FREE[resource]))).total).toBe(0);
  }
});

test('the parts of a bill are its total', () => {
  const { database, firestore, functions, logs, total } = billOf(small('both'));
  expect(database + firestore + functions + logs).toBeCloseTo(total);
  for (const part of [database, firestore, functions, logs]) expect(part).toBeGreaterThan(0);
});

test('the database sends handshakes, messages of clients and functions, renewals, ticks, and what upkeep needs', () => {
  const upkeep = { starts: 7, schedule: RUNS_OF_THE_SCHEDULE, repairs: 30, eventInstances: 1 };
  const bytes = databaseBytesFor(monthOf(SMALL_APP, 'firestore'), upkeep);
  expect(bytes.connecting).toBe(SESSIONS * (3500 + 200));
  expect(bytes.clients).toBe(SESSIONS * (2 * (1000 + 5 * 24) + 150));
  expect(bytes.renewals).toBe(SESSIONS * 20 * (50 + 24));
  expect(bytes.functions).toBe(SESSIONS * 2 * (300 + 2 * 24));
  const { count, settling } = ticksIn('firestore');
  expect(bytes.ticks).toBeCloseTo((count + RUNS_OF_THE_SCHEDULE) * (100 + 24) + settling * (134 + 3 * 24));
  expect(bytes.rest).toBe(0);
  expect(bytes.starts).toBe(7 * (3500 + 200 + 400));
  expect(bytes.repairs).toBe(30 * (144 * 120 + 800));
  expect(bytes.watchers).toBe(0);
});

test('watchers in the database receive each contact once, each change, and lists', () => {
  const app = { ...SMALL_APP, listsPerSession: 1 };
  const upkeep = { starts: 0, schedule: 0, repairs: 0, eventInstances: 1 };
  const bytes = databaseBytesFor(monthOf(app, 'database'), upkeep);
  const change = 149 + 24;
  expect(bytes.watchers).toBeCloseTo(
    SESSIONS * (67 + 24 + 44 + 24) +
      SESSIONS * 2 * (change + 44 + 24) +
      (usage.notices + 2 * SESSIONS) * change +
      SESSIONS * 97,
  );
  // Over REST, the functions read the status once for a sign-in and twice for a close, and write it. The tick of each loss reads it once more.
  expect(bytes.functions).toBe(SESSIONS * (2 * (300 + 2 * 24 + 330) + (1 + 2 + 1) * 450));
});

test('a watch of the online contacts reads those who are online, and at least one document', () => {
  const reads = (contacts: number, onlineContacts: boolean): number =>
    quantitiesOf(monthOf({ ...SMALL_APP, contacts }, 'firestore'), { ...AS_SHIPPED, onlineContacts }).firestoreReads;
  // One of 144 users is online on average.
  expect(reads(2, false) - reads(2, true)).toBeCloseTo(SESSIONS * (2 - 1));
  expect(reads(31, false) - reads(31, true)).toBeCloseTo(SESSIONS * (31 - 2));
  expect(reads(720, false) - reads(720, true)).toBeCloseTo(SESSIONS * (720 - 24));
});

test('the size of a message with a status is that of its text', () => {
  const uid = '0'.repeat(28);
  const status = { last_changed: 1790000000000, state: 'online', v: newPublicVersion(1790000000000) };
  const message = { t: 'd', d: { b: { p: `presence/public/${uid}`, d: status }, a: 'd' } };
  expect(JSON.stringify(message)).toHaveLength(assumed('statusBytes'));
  const targets = { t: 'd', d: { b: { p: 'presence/targets', d: 'database' }, a: 'd' } };
  expect(JSON.stringify(targets)).toHaveLength(assumed('targetsBytes'));
  expect(JSON.stringify({ t: 'd', d: { r: 10, b: { s: 'ok', d: {} } } })).toHaveLength(assumed('listenBytes'));
  expect(JSON.stringify({ [uid]: status })).toHaveLength(assumed('listEntryBytes'));
});

test('a client of several instances connects to each instance that holds a contact', () => {
  expect(spreadContactsBytes(monthOf(SMALL_APP, 'database'))).toBe(0);
  const app = { ...SMALL_APP, users: 144 * 50_000, contacts: 1 };
  const { instances, sessions } = usageOf(app, ROUND_COSTS);
  expect(instances).toBe(4);
  // Three of four contacts are in another instance.
  expect(spreadContactsBytes(monthOf(app, 'database'))).toBeCloseTo(sessions * 0.75 * (3500 + 200 + 770));
  const many = monthOf({ ...app, contacts: 1000 }, 'database');
  expect(spreadContactsBytes(many)).toBeCloseTo(sessions * 3 * (3500 + 200 + 770), -3);
});

test('the functions open a connection for REST after each pause', () => {
  const upkeep = { starts: 0, schedule: 0, repairs: 0, eventInstances: 1 };
  const connections = (users: number, eventInstances: number) =>
    databaseBytesFor(monthOf({ ...SMALL_APP, users }, 'database'), { ...upkeep, eventInstances }).rest / 3500;
  // Almost each session has two, for its event and for the tick of its loss. Of many users, almost none has one.
  expect(connections(144, 1)).toBeCloseTo(SESSIONS * Math.exp((-4 * SESSIONS) / 2_592_000) * 2, -2);
  expect(connections(1_440_000, 1)).toBeLessThan(SESSIONS * 10_000 * 0.01);
  // With several workers, each has its pauses.
  expect(connections(144_000, 100)).toBeGreaterThan(connections(144_000, 1));
});

test('in Firestore, a user who comes reads all contacts, online users read each change, and the functions read and count', () => {
  const counts = (30 * 86_400) / 10;
  const repair = 30 * 3;
  expect(small('firestore').firestoreReads).toBeCloseTo(SESSIONS * 5 + SESSIONS * 2 + usage.notices + counts + repair);
  expect(small('firestore').firestoreWrites).toBe(SESSIONS * 2);
  expect(small('firestore').firestoreOut).toBeCloseTo((SESSIONS * 2 + usage.notices) * 400);
  expect(small('firestore').firestoreStored).toBe(144 * 400);
});

test('the count of the online users costs at most one read a second and instance', () => {
  const app = { ...SMALL_APP, users: 144 * 50_000, contacts: 0 };
  const { firestoreReads } = quantitiesOf(monthOf(app, 'firestore'));
  const { instances, sessions } = usageOf(app, ROUND_COSTS);
  expect(instances).toBe(4);
  expect(firestoreReads).toBeCloseTo(sessions * 5 + instances * 30 * 86_400 + 30 * 3 * 50_000);
});

test('only watchers in Firestore read there, and without Firestore nothing costs there', () => {
  expect(small('both').firestoreReads).toBeCloseTo(small('firestore').firestoreReads - SESSIONS * 2 - usage.notices);
  expect(small('both').firestoreWrites).toBe(small('firestore').firestoreWrites);
  expect(small('both').firestoreOut).toBe(0);
  expect(billOf(small('database')).firestore).toBe(0);
  // Only where the functions write Firestore, ticks count the online users.
  expect(small('both').databaseDown).toBeGreaterThan(small('database').databaseDown);
});

test('each event, each tick and the schedule is a run with its time and its log', () => {
  const { count } = ticksIn('firestore');
  const calls = SESSIONS * 2 + count + RUNS_OF_THE_SCHEDULE + 30;
  expect(small('firestore').functionCalls).toBeCloseTo(calls);
  // The events of one second share a line.
  const seconds30Days = 30 * 86_400;
  const lines = seconds30Days * (1 - Math.exp((-2 * SESSIONS) / seconds30Days)) + count + RUNS_OF_THE_SCHEDULE;
  expect(small('firestore').logs).toBeCloseTo(calls * 1300 + lines * 700);
  const { events, ticks, schedule } = workOf(monthOf(SMALL_APP, 'firestore'));
  const seconds = [events, ticks, schedule].map((runs) => functionTime(runs).billedSeconds);
  const [ofEvents = 0, ofTicks = 0, ofSchedule = 0] = seconds;
  expect(small('firestore').functionProcessor).toBeCloseTo(ofEvents + (ofTicks + ofSchedule) / 6);
  expect(small('firestore').functionMemory).toBeCloseTo((ofEvents + ofTicks + ofSchedule) / 4);
  expect(small('firestore').scheduledJobs).toBe(2);
  // The users of a tick share its processor time.
  expect(ticks.processorSeconds).toBeCloseTo(0.01 + (SESSIONS / count) * 0.002);
});

test('the cheapest choices have no request logs, and small instances for the events of a small app alone', () => {
  const cheapest = (users: number) => cheapestChoices(monthOf({ ...SMALL_APP, users }, 'database'));
  expect(cheapest(144)).toEqual({ eventSize: SMALL, requestLogs: false, onlineContacts: false });
  expect(cheapest(1_440_000_000)).toMatchObject({ requestLogs: false, eventSize: { concurrency: 80 } });
  const month = monthOf(SMALL_APP, 'database');
  const [shipped, chosen] = [billOf(quantitiesOf(month)), billOf(quantitiesOf(month, cheapest(144)))];
  expect(chosen.logs).toBeLessThan(shipped.logs);
  expect(chosen.functions).toBeLessThan(shipped.functions);
});

test('a loss creates a task, a tick creates the next one, and each tick is delivered', () => {
  const chances = 30 * 86_400;
  const created = chances * (1 - Math.exp(-SESSIONS / chances));
  const { count, settling } = ticksIn('firestore');
  expect(small('firestore').taskOperations).toBeCloseTo(created + count - settling + count);
});

test('the bill of version 0.1 knew neither tasks, nor logs, nor traffic of Firestore', () => {
  const all = small('firestore');
  const left = resources().filter((resource) => knownBefore(all)[resource] === 0 && all[resource] > 0);
  expect(left.sort()).toEqual(['firestoreOut', 'firestoreStored', 'logs', 'scheduledJobs', 'taskOperations']);
});

test.each(TARGETS)('a larger app never costs less (%s)', (target) => {
  const dollars = (app: App) => billOf(quantitiesOf(monthOf(app, target))).total;
  for (const users of [10, 1000, 100_000, 10_000_000]) {
    const app = { ...SMALL_APP, users };
    const cost = dollars(app);
    expect(dollars({ ...app, users: users * 2 })).toBeGreaterThan(cost);
    expect(dollars({ ...app, sessionsPerDay: 2 })).toBeGreaterThan(cost);
    expect(dollars({ ...app, sessionMinutes: 20 })).toBeGreaterThan(cost);
    expect(dollars({ ...app, contacts: 3 })).toBeGreaterThan(cost);
    expect(dollars({ ...app, listsPerSession: 1 })).toBeGreaterThan(cost);
    expect(dollars({ ...app, renewalSeconds: 15 })).toBeGreaterThan(cost);
  }
});
