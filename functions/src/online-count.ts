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
 *   begun   when a tick last began to count
 *
 * Clients may read n alone. So they receive a message only if the number changes. Each database instance has its own number, with the users
 * of all instances.
 *
 * The invariant: after a change of a status document, n is correct when an interval has passed and the next tick has ended. Three rules
 * follow from it:
 *
 * - A handler of a change asks for a tick ({@link tickAfterChange}). Such a tick counts, or it asks for a tick at the time of the next count.
 * - A tick counts after it has settled users, because it changes documents then.
 * - The schedule runs a tick once a minute, in case a task was lost, and for changes of the repair and of the account deletion.
 */

/** The least time between two counts, in seconds, unless the deployment chose another. */
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
  /** The least time between two counts, in milliseconds. */
  leastIntervalMs: number;
  /** Milliseconds since the epoch. */
  now: number;
}

type Times = Pick<CountContext, 'leastIntervalMs' | 'now'>;

export interface OnlineCount {
  /** How many users are online; null if this tick did not count, because the last count is recent. */
  counted: number | null;
  /** When a tick has to count, in milliseconds since the epoch, if this tick came too early; otherwise null. */
  next: number | null;
}

/**
 * Counts the online users if the last count is old enough. Several ticks may run side by side: one of them counts. Throws if Firestore
 * cannot be reached; then a tick counts after the next interval.
 */
export async function countOnline(root: Reference, context: CountContext): Promise<OnlineCount> {
  const { count, now } = context;
  const place = root.child(ONLINE_ROOT);
  const next = await beginCount(place, context);
  if (next > now) return { counted: null, next };
  const counted = await count();
  await storeCount(place, counted, now);
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

/** Returns when a tick has to run after a change of a user. All changes of the same interval share one tick. */
export function tickAfterChange({ leastIntervalMs, now }: Times): number {
  return Math.ceil(now / leastIntervalMs) * leastIntervalMs;
}

/**
 * Returns when the next count may begin, in milliseconds since the epoch. A last count that began far in the future comes from a wrong
 * clock: it does not delay the next one.
 */
export function nextCountAt(value: unknown, { leastIntervalMs, now }: Times): number {
  const { n, begun } = readCount(value);
  const interval = intervalMs(n ?? 0, leastIntervalMs);
  return begun > now + interval ? now : Math.max(begun + interval, now);
}

/** Stores the time, so that no other tick begins. @returns a later time than `now` if another tick began a short time ago */
async function beginCount(place: Reference, { leastIntervalMs, now }: Times): Promise<number> {
  let next = now;
  await place.transaction(
    (value: unknown) => {
      next = nextCountAt(value, { leastIntervalMs, now });
      // Without a value, the transaction ends and writes nothing.
      return next > now ? undefined : { ...readCount(value), begun: now };
    },
    undefined,
    false,
  );
  return next;
}

/** Stores a number, unless a tick that began later has stored a newer one. */
async function storeCount(place: Reference, n: number, at: number): Promise<void> {
  await place.transaction(
    (value: unknown) => {
      const stored = readCount(value);
      return isNewer(stored, at) ? undefined : { ...stored, n, at };
    },
    undefined,
    false,
  );
}

/** A count that began after the last one comes from a wrong clock. Any count replaces it. */
function isNewer(stored: StoredCount, at: number): boolean {
  return stored.at > at && stored.at <= stored.begun;
}

function intervalMs(users: number, leastIntervalMs: number): number {
  return Math.max(leastIntervalMs, users * INTERVAL_MS_PER_ONLINE_USER);
}

function readCount(value: unknown): StoredCount {
  const { n, at, begun } = fieldsOf(value);
  return {
    n: typeof n === 'number' ? n : null,
    at: typeof at === 'number' ? at : 0,
    begun: typeof begun === 'number' ? begun : 0,
  };
}
