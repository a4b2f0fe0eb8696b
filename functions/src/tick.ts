import { type Instance, readUser } from './databases.ts';
import { marksOf } from './due.ts';
import { countOnline, startOfNextPeriod } from './online-count.ts';
import { countDueRooms } from './rooms.ts';
import { MAX_REPORTED, type SettleContext, type SettleReport, settleDueUsers } from './settle.ts';
import type { ShallowKeys } from './shallow.ts';
import { sweep } from './sweeper.ts';
import { notesOf } from './tick-notes.ts';

/** What {@link tick} needs. */
export interface TickContext extends Omit<SettleContext, 'marks' | 'read'> {
  instance: Instance;
  shallowKeys: ShallowKeys;
  timeToLiveMs: number;
  /** How long an expired lease may wait for the sweeper, in milliseconds. From one minute on, only the scheduled ticks sweep. */
  sweepDelayMs: number;
  /** Reads from Firestore how many status documents say `online`. */
  countOnlineUsers: () => Promise<number>;
  /** The least time between two counts of the online users, in milliseconds; 0 if the deployment does not count them. */
  countIntervalMs: number;
}

export interface TickReport extends SettleReport {
  swept: number;
  leftovers: number;
  /** How many rooms were counted. */
  counted: number;
  /** How many users are online; null if this tick did not count them. */
  online: number | null;
}

/**
 * Does the work that is due: settles users whose mark is due, removes connections whose lease has expired, counts rooms and
 * counts the online users. Reports failures and continues. Several ticks may run side by side.
 *
 * @throws AggregateError if one of these parts fails as a whole
 */
export async function tick(context: TickContext): Promise<TickReport> {
  const report: TickReport = { outcomes: {}, swept: 0, leftovers: 0, counted: 0, online: null, failed: [] };
  const parts = [settleUsers(context, report), sweepLeases(context, report), countRooms(context, report)];
  const ends = await Promise.allSettled(parts);
  // After the others, because they change documents.
  ends.push(...(await Promise.allSettled([countOnlineUsers(context, report)])));
  const reasons = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
  // Cloud Tasks retries the tick, and with it the part that failed as a whole.
  if (reasons.length > 0)
    throw new AggregateError(reasons, `Cannot finish the tick: ${reasons.join('; ')}. The next tick tries again.`);
  return report;
}

function settleUsers(context: TickContext, report: TickReport): Promise<void> {
  const { root } = context.instance;
  return settleDueUsers(
    { ...context, marks: marksOf(root), notes: notesOf(root), read: (uid) => readUser(root, uid) },
    report,
  );
}

async function sweepLeases(context: TickContext, report: TickReport): Promise<void> {
  const { instance, timeToLiveMs, sweepDelayMs, now, enqueueTick } = context;
  const { swept, leftovers, failed, next } = await sweep(instance.root, now(), timeToLiveMs);
  report.swept = swept;
  report.leftovers = leftovers;
  report.failed.push(...failed.slice(0, MAX_REPORTED));
  if (next === null || isLeftToSchedule(sweepDelayMs)) return;
  await enqueueTick(
    Math.min(Math.max(next, now() + sweepDelayMs), startOfNextPeriod({ periodMs: LOOK_AHEAD_MS, now: now() })),
  );
}

async function countRooms({ instance, shallowKeys, now, enqueueTick }: TickContext, report: TickReport): Promise<void> {
  const { counted, failed, next } = await countDueRooms(instance, shallowKeys, now());
  report.counted = counted;
  report.failed.push(...failed.slice(0, MAX_REPORTED));
  if (next !== null) await enqueueTick(next);
}

async function countOnlineUsers(context: TickContext, report: TickReport): Promise<void> {
  const { instance, sweepDelayMs, countIntervalMs, now, enqueueTick } = context;
  if (countIntervalMs === 0) return;
  const { counted, next } = await countOnline(instance.root, {
    count: context.countOnlineUsers,
    periodMs: countIntervalMs,
    now: now(),
  });
  report.online = counted;
  if (next !== null && !isLeftToSchedule(sweepDelayMs)) await enqueueTick(next);
}

/** True if the operator wants no ticks for leases, and none for the number of online users. */
export function isLeftToSchedule(sweepDelayMs: number): boolean {
  return sweepDelayMs >= SCHEDULE_MS;
}

/**
 * The longest time between two ticks while leases exist, in milliseconds. All ticks enqueue the same next one, at the start of a period, so
 * that they do not become more and more. If that tick is lost, the schedule starts a new one within a minute.
 */
const LOOK_AHEAD_MS = 10_000;

/** How often the schedule runs a tick, in milliseconds. */
const SCHEDULE_MS = 60_000;
