import { assumed } from './assumptions.ts';
import { databaseBytes } from './database-bytes.ts';
import { DEFAULT, type FunctionTime, functionTime, type Runs, type Size, SMALL } from './function-time.ts';
import type { Month } from './month.ts';
import { priceOf } from './price-of.ts';
import { FREE, PRICES, type Resource } from './prices.ts';
import { type App, SECONDS_PER_MONTH, type Ticks, ticksOf, type Usage } from './usage.ts';

/** How much of each resource a month uses, in single ones. */
export type Quantities = Readonly<Record<Resource, number>>;

/** The functions of a month. */
export interface Work {
  readonly events: Runs;
  readonly ticks: Runs;
  readonly schedule: Runs;
}

/** What an app and its operator can choose. */
export interface Choices {
  readonly eventSize: Size;
  /** False if Cloud Logging excludes the request logs of the functions, which Cloud Run writes. */
  readonly requestLogs: boolean;
  /** True if each client watches only those of its contacts who are online, in Firestore. */
  readonly onlineContacts: boolean;
}

export const AS_SHIPPED: Choices = { eventSize: DEFAULT, requestLogs: true, onlineContacts: false };

/** What docs/7-operations.md advises: the request logs are excluded, and the events have the cheaper instances. */
export function cheapestChoices(month: Month): Choices {
  const [one, other] = [DEFAULT, SMALL].map((eventSize): Choices => ({ ...AS_SHIPPED, eventSize, requestLogs: false }));
  if (!one || !other) return AS_SHIPPED;
  const total = (choices: Choices): number => billOf(quantitiesOf(month, choices)).total;
  return total(one) <= total(other) ? one : other;
}

/** `sweepLeases` and `repairStatuses`. */
const SCHEDULED_JOBS = 2;
const SCHEDULED_RUNS = SECONDS_PER_MONTH / 60;
const REPAIRS = 30;

export function quantitiesOf(month: Month, choices: Choices = AS_SHIPPED): Quantities {
  const work = workOf(month, choices);
  const parts = Object.values(work);
  const times = parts.map(functionTime);
  const ticks = ticksOf(month.usage, month.target);
  const events = functionTime(work.events);
  const calls = parts.reduce((sum, { count }) => sum + count, 0) + REPAIRS;
  const secondsOf = (share: (size: Size) => number): number =>
    parts.reduce((sum, { size }, index) => sum + (times[index]?.billedSeconds ?? 0) * share(size), 0);
  return {
    databaseDown: databaseBytes(month, {
      starts: startsOf(times),
      schedule: SCHEDULED_RUNS,
      repairs: REPAIRS,
      eventInstances: events.instances,
    }),
    databaseStored: month.app.users * assumed('storedNodeBytes'),
    ...firestoreOf(month, choices),
    functionCalls: calls,
    functionProcessor: secondsOf(({ processors }) => processors),
    functionMemory: secondsOf(({ gibibytes }) => gibibytes),
    taskOperations: taskOperations(month.usage, ticks, events, functionTime(work.ticks)),
    scheduledJobs: SCHEDULED_JOBS,
    logs: lineBytes(work, events, month.usage) + (choices.requestLogs ? calls * assumed('requestLogBytes') : 0),
  };
}

export function workOf({ costs, usage, target }: Month, { eventSize }: Choices = AS_SHIPPED): Work {
  const { sessions } = usage;
  const { count: ticks } = ticksOf(usage, target);
  return {
    events: {
      count: sessions * (costs.signIn.functionCalls + costs.close.functionCalls),
      waitSeconds: assumed('eventWaitSeconds'),
      processorSeconds: assumed('eventProcessorSeconds'),
      size: eventSize,
    },
    ticks: {
      count: ticks,
      waitSeconds: assumed('tickWaitSeconds'),
      processorSeconds:
        assumed('tickProcessorSeconds') + (ticks > 0 ? sessions / ticks : 0) * assumed('settleProcessorSeconds'),
      size: SMALL,
    },
    schedule: {
      count: SCHEDULED_RUNS,
      waitSeconds: assumed('tickWaitSeconds'),
      processorSeconds: assumed('tickProcessorSeconds'),
      size: SMALL,
    },
  };
}

function startsOf(times: readonly FunctionTime[]): number {
  return times.reduce((sum, { starts }) => sum + starts, 0);
}

/** One operation to create a task, also if it exists already, and one to deliver it. A worker remembers what it has created. */
function taskOperations({ sessions, instances }: Usage, due: Ticks, events: FunctionTime, ticks: FunctionTime): number {
  // Each worker creates one task for each instance and second in which it handles a loss.
  const chances = Math.max(1, events.instances) * instances * SECONDS_PER_MONTH;
  const created = chances * (1 - Math.exp(-sessions / chances));
  const looks = (due.count - due.settling) * Math.max(1, ticks.instances / instances);
  return created + Math.min(looks, due.count) + due.count;
}

/** A worker writes one line for the events of a second (functions/src/event-log.ts), and one for each tick. */
function lineBytes({ events, ticks }: Work, { instances }: FunctionTime, usage: Usage): number {
  const seconds = SECONDS_PER_MONTH * Math.max(1, instances);
  const lines = seconds * (1 - Math.exp(-events.count / seconds)) + ticks.count + SCHEDULED_RUNS * usage.instances;
  return lines * assumed('lineBytes');
}

type FirestoreResource = Extract<Resource, `firestore${string}`>;

const NO_FIRESTORE: Record<FirestoreResource, number> = {
  firestoreReads: 0,
  firestoreWrites: 0,
  firestoreDeletes: 0,
  firestoreStored: 0,
  firestoreOut: 0,
};

function firestoreOf({ app, costs, usage, target }: Month, choices: Choices): Record<FirestoreResource, number> {
  if (target === 'database') return NO_FIRESTORE;
  const { sessions, notices, listEntries, listNotices, averageConnections } = usage;
  const contacts = choices.onlineContacts ? readsOfOnlineContacts(app, usage) : app.contacts;
  const ofWatchers = target === 'both' ? 0 : sessions * contacts + notices + listEntries + listNotices;
  return {
    firestoreReads:
      sessions * (costs.signIn.statusReads + costs.close.statusReads + assumed('tickReads')) +
      ofWatchers +
      countReads(usage) +
      REPAIRS * averageConnections * assumed('repairReads'),
    firestoreWrites: usage.statusWrites,
    // Only a deleted account deletes a document.
    firestoreDeletes: 0,
    firestoreStored: app.users * assumed('storedDocumentBytes'),
    firestoreOut: ofWatchers * assumed('documentBytes'),
  };
}

/** A query takes 30 users. Firestore bills at least one read for it. */
function readsOfOnlineContacts({ contacts, users }: App, { averageConnections }: Usage): number {
  return Math.max(Math.ceil(contacts / 30), (contacts * averageConnections) / users);
}

/**
 * A tick counts the online users for `/presence/online`, for each instance: at most once in ten seconds, and at most once in
 * `users ÷ 1,000` seconds. Firestore bills a read for each 1,000 index entries.
 */
function countReads({ averageConnections, instances }: Usage): number {
  if (averageConnections === 0) return 0;
  const reads = Math.ceil(averageConnections / 1000);
  return (instances * SECONDS_PER_MONTH * reads) / Math.max(10, averageConnections / 1000);
}

/** Dollars a month. */
export interface Bill {
  readonly database: number;
  readonly firestore: number;
  readonly functions: number;
  readonly logs: number;
  readonly total: number;
}

const PARTS: Readonly<Record<Resource, keyof Bill>> = {
  databaseDown: 'database',
  databaseStored: 'database',
  firestoreReads: 'firestore',
  firestoreWrites: 'firestore',
  firestoreDeletes: 'firestore',
  firestoreStored: 'firestore',
  firestoreOut: 'firestore',
  functionCalls: 'functions',
  functionProcessor: 'functions',
  functionMemory: 'functions',
  taskOperations: 'functions',
  scheduledJobs: 'functions',
  logs: 'logs',
};

export function resources(): readonly Resource[] {
  return Object.keys(PARTS).filter((name): name is Resource => name in PRICES);
}

/** What these quantities cost at list prices. */
export function billOf(quantities: Quantities): Bill {
  const bill = { database: 0, firestore: 0, functions: 0, logs: 0, total: 0 };
  for (const resource of resources()) {
    const cost = priceOf(resource, quantities[resource]);
    bill[PARTS[resource]] += cost;
    bill.total += cost;
  }
  return bill;
}

/** What is left to pay after the free quotas. */
export function withoutFree(quantities: Quantities): Quantities {
  const rest = (resource: Resource): number => Math.max(0, quantities[resource] - FREE[resource]);
  return mapped(rest);
}

/** Only these resources were in the bill of version 0.1. It had no tasks, and left out logs, storage of documents and traffic of Firestore. */
const KNOWN_BEFORE: ReadonlySet<Resource> = new Set([
  'databaseDown',
  'databaseStored',
  'firestoreReads',
  'firestoreWrites',
  'functionCalls',
  'functionProcessor',
  'functionMemory',
]);

export function knownBefore(quantities: Quantities): Quantities {
  return mapped((resource) => (KNOWN_BEFORE.has(resource) ? quantities[resource] : 0));
}

function mapped(to: (resource: Resource) => number): Quantities {
  return {
    databaseDown: to('databaseDown'),
    databaseStored: to('databaseStored'),
    firestoreReads: to('firestoreReads'),
    firestoreWrites: to('firestoreWrites'),
    firestoreDeletes: to('firestoreDeletes'),
    firestoreStored: to('firestoreStored'),
    firestoreOut: to('firestoreOut'),
    functionCalls: to('functionCalls'),
    functionProcessor: to('functionProcessor'),
    functionMemory: to('functionMemory'),
    taskOperations: to('taskOperations'),
    scheduledJobs: to('scheduledJobs'),
    logs: to('logs'),
  };
}
