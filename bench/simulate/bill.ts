import { PRICES } from './prices.ts';
import type { App, Usage } from './usage.ts';

/** Dollars a month. */
export interface Bill {
  readonly database: number;
  readonly functions: number;
  readonly sweeper: number;
  readonly firestore: number;
  readonly total: number;
}

const SECONDS_PER_MONTH = 30 * 86_400;

/** A run for an arrival is short. A run for a loss waits for the grace period. */
const ARRIVAL_SECONDS = 0.2;
const LOSS_SECONDS = 3.2;

/** How many runs share one instance of a function, and the size of an instance, by default. */
const RUNS_PER_INSTANCE = 80;
const PROCESSORS = 1;
const GIBIBYTES = 0.25;

/** The sweeper runs all the time, with the processor of a small function of the first generation. */
const SWEEPER_PROCESSORS = 0.167;

/** Bytes in the Realtime Database for each user: a small node, and sometimes a lease. */
const BYTES_STORED = 300;

export function billOf(app: App, usage: Usage): Bill {
  const database =
    usage.gigabytesDown * PRICES.databaseGigabyteDown.dollars +
    ((app.users * BYTES_STORED) / 1e9) * PRICES.databaseGigabyteStored.dollars;
  const functions =
    (usage.functionCalls / 1e6) * PRICES.functionCalls.dollars +
    instancesOf(usage) * SECONDS_PER_MONTH * perSecond(PROCESSORS);
  const sweeper = SECONDS_PER_MONTH * perSecond(SWEEPER_PROCESSORS);
  const firestore =
    (usage.firestoreReads / 1e5) * PRICES.firestoreReads.dollars +
    (usage.firestoreWrites / 1e5) * PRICES.firestoreWrites.dollars;
  return { database, functions, sweeper, firestore, total: database + functions + sweeper + firestore };
}

/** How many instances are busy on average. An instance is billed while it has at least one run, and it can hold many. */
export function instancesOf({ functionCalls }: Usage): number {
  const runs = ((functionCalls / 2) * (ARRIVAL_SECONDS + LOSS_SECONDS)) / SECONDS_PER_MONTH;
  return Math.max(1 - Math.exp(-runs), runs / RUNS_PER_INSTANCE);
}

function perSecond(processors: number): number {
  return processors * PRICES.functionProcessor.dollars + GIBIBYTES * PRICES.functionMemory.dollars;
}

/**
 * A change is one message, and one more for each watcher who is online. A user who comes online also gets a message for each online
 * contact.
 */
function messages({ changes, notices }: Usage): number {
  return (changes + 1.5 * notices) / 1e6;
}

/** Each user has a channel, which is active at least while the user is online. */
export function ablyBill(usage: Usage): number {
  const minutes = usage.connectionMinutes / 1e6;
  return (
    PRICES.ablyBase.dollars +
    messages(usage) * PRICES.ablyMessages.dollars +
    minutes * (PRICES.ablyConnectionMinutes.dollars + PRICES.ablyChannelMinutes.dollars)
  );
}

export function supabaseBill(usage: Usage): number {
  return (
    PRICES.supabaseBase.dollars +
    messages(usage) * PRICES.supabaseMessages.dollars +
    Math.ceil(usage.peakConnections / 1000) * PRICES.supabasePeakConnections.dollars
  );
}
