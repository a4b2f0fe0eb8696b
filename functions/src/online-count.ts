import { fieldsOf, ONLINE_ROOT } from '@firebase-presence/contract';
import type { Reference } from 'firebase-admin/database';
import type { CollectionReference } from 'firebase-admin/firestore';

/*
 * How many users are online. Ticks count the status documents in Firestore, and clients read the result in the Realtime Database:
 *
 *   /presence/online: { n, at, begun }
 *
 *   n       how many status documents say `online`
 *   at      when the tick that stored n began to count, in milliseconds since the epoch
 *   begun   the start of the period in which a tick last began to count
 *
 * Clients may read n alone. So they receive a message only if the number changes. Each database instance has its own number, with the users
 * of all instances.
 *
 * Time is divided into periods of ten seconds, which begin at the same time for all workers. A tick counts once in a period, and less often
 * with many users. The invariant: when a tick has ended at the start of the next period after a change of a status document, or at the time
 * of the next count, n is right. Three rules follow from it:
 *
 * - A handler of a change asks for a tick at the start of the next period, whatever it wrote ({@link startOfNextPeriod}).
 * - A tick that comes too early to count asks for a tick at the time of the next count. So the number becomes 0 after the last user has
 *   left, although ticks end with the last lease.
 * - The schedule runs a tick once a minute and asks for one between: a task can be lost, and users of other instances start no tick here.
 */

/** How long a period is, in seconds, unless the deployment chose another length. */
export const COUNT_SECONDS = 10;

/**
 * How much each online user adds to the interval, in milliseconds. Firestore bills one read for each 1,000 index entries that a count reads.
 * So a count of n users costs n ÷ 1,000 reads, and comes at most once in n ÷ 1,000 seconds: at most one read a second.
 */
export const INTERVAL_MS_PER_ONLINE_USER = 1;

/** A count, from the fields of `/presence/online`. */
interface StoredCount {
  n: number | null;
  at: number;
  begun: number;
}

export interface CountContext {
  /** Reads the number of online users from Firestore. */
  count: () => Promise<number>;
  /** How long a period is, in milliseconds. */
  periodMs: number;
  /** Milliseconds since the epoch. */
  now: number;
}

type Times = Pick<CountContext, 'periodMs' | 'now'>;

export interface OnlineCount {
  /** How many users are online; null if this tick did not count, because the last count is recent. */
  counted: number | null;
  /** If this tick did not count: when the next count is due, in milliseconds since the epoch. Otherwise null. */
  next: number | null;
}

/**
 * Counts the online users if the last count is old enough. Several ticks may run side by side: one of them counts. Throws if Firestore
 * cannot be reached; then a tick counts in the next period.
 */
export async function countOnline(root: Reference, context: CountContext): Promise<OnlineCount> {
  const { count, now } = context;
  const place = root.child(ONLINE_ROOT);
  const next = await beginCount(place, context);
  if (next > now) return { counted: null, next };
  const counted = await count();
  await storeCount(place, counted, context);
  return { counted, next: null };
}

/** Removes the number, which is out of date when a deployment does not count any more. */
export async function removeOnlineCount(root: Reference): Promise<void> {
  await root.child(ONLINE_ROOT).remove();
}

/** Reads how many status documents say `online`. Firestore sends the number alone. */
export async function readOnlineCount(statuses: CollectionReference): Promise<number> {
  return (await statuses.where('state', '==', 'online').count().get()).data().count;
}

/** Returns when the next period starts, in milliseconds since the epoch. All changes of a period share the tick at that time. */
export function startOfNextPeriod({ periodMs, now }: Times): number {
  return startOfPeriod({ periodMs, now }) + periodMs;
}

function startOfPeriod({ periodMs, now }: Times): number {
  return Math.floor(now / periodMs) * periodMs;
}

/**
 * Returns when the next count may begin, in milliseconds since the epoch. A last count that began far in the future comes from a wrong
 * clock: it does not delay the next one.
 */
export function nextCountAt(value: unknown, { periodMs, now }: Times): number {
  const { n, begun } = readCount(value);
  const interval = intervalMs(n ?? 0, periodMs);
  return begun > now + interval ? now : Math.max(begun + interval, now);
}

/** Stores the time, so that no other tick begins. @returns a later time than `now` if another tick began a short time ago */
async function beginCount(place: Reference, { periodMs, now }: Times): Promise<number> {
  let next = now;
  await place.transaction(
    (value: unknown) => {
      next = nextCountAt(value, { periodMs, now });
      // Without a value, the transaction ends and writes nothing.
      return next > now ? undefined : { ...readCount(value), begun: startOfPeriod({ periodMs, now }) };
    },
    undefined,
    false,
  );
  return next;
}

/** Stores a number, unless a tick that began later has stored a newer one. */
async function storeCount(place: Reference, n: number, { periodMs, now: at }: Times): Promise<void> {
  await place.transaction(
    (value: unknown) => {
      const stored = readCount(value);
      return isNewer(stored, { periodMs, now: at }) ? undefined : { ...stored, n, at };
    },
    undefined,
    false,
  );
}

/** A number from a later period than the last count comes from a wrong clock. Any number replaces it. */
function isNewer(stored: StoredCount, { periodMs, now }: Times): boolean {
  return stored.at > now && stored.at < stored.begun + periodMs;
}

/** The time between two counts: whole periods, so that the ticks of the leases find a count due. */
function intervalMs(users: number, periodMs: number): number {
  return Math.max(1, Math.ceil((users * INTERVAL_MS_PER_ONLINE_USER) / periodMs)) * periodMs;
}

function readCount(value: unknown): StoredCount {
  const { n, at, begun } = fieldsOf(value);
  return {
    n: typeof n === 'number' ? n : null,
    at: typeof at === 'number' ? at : 0,
    begun: typeof begun === 'number' ? begun : 0,
  };
}
