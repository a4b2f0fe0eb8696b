import { type Instance, readUser } from './databases.ts';
import { marksOf } from './due.ts';
import { countOnline } from './online-count.ts';
import { countDueRooms } from './rooms.ts';
import { MAX_REPORTED, type SettleContext, type SettleReport, settleDueUsers } from './settle.ts';
import type { ShallowKeys } from './shallow.ts';
import { sweep } from './sweeper.ts';
import { notesOf } from './tick-notes.ts';

/** What {@link tick} needs. */
export interface TickContext extends Omit<SettleContext, 'marks' | 'read'> {
  instance: Instance;
  shallowKeys: ShallowKeys;
  /** How long after its latest renewal a lease is late, in milliseconds. */
  lateAfterMs: number;
  /** How long a late lease may wait for a tick, in milliseconds. From one minute on, only the scheduled ticks look for late leases. */
  sweepDelayMs: number;
  /** Reads from Firestore how many status documents say `online`. */
  countOnlineUsers: () => Promise<number>;
  /** The least time between two counts of the online users, in milliseconds; 0 if the deployment does not count them. */
  countIntervalMs: number;
  /** True for a tick of the schedule. */
  isScheduled: boolean;
}

export interface TickReport extends SettleReport {
  asked: number;
  swept: number;
  leftovers: number;
  /** How many rooms were counted. */
  counted: number;
  /** How many users are online; null if this tick did not count them. */
  online: number | null;
}

/**
 * Does the work that is due: settles users whose mark is due, asks the clients of late leases, removes connections whose lease has
 * expired, counts rooms, and counts the online users. Reports failures and continues. Several ticks may run at the same time.
 *
 * @throws AggregateError if one of these parts fails as a whole
 */
export async function tick(context: TickContext): Promise<TickReport> {
  const report: TickReport = { outcomes: {}, asked: 0, swept: 0, leftovers: 0, counted: 0, online: null, failed: [] };
  const parts = [settleUsers(context, report), sweepLeases(context, report), countRooms(context, report)];
  const ends = await Promise.allSettled(parts);
  // After the others, because they change documents.
  const [count] = await Promise.allSettled([countOnlineUsers(context, report)]);
  const reasons = [...ends, count].flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
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
  const { instance, lateAfterMs, sweepDelayMs, isScheduled, now, enqueueTick } = context;
  const { failed, next, answerDue, ...counts } = await sweep(instance.root, now, lateAfterMs);
  Object.assign(report, counts);
  report.failed.push(...failed.slice(0, MAX_REPORTED));
  if (answerDue !== null) await enqueueTick(answerDue);
  if (isLeftToSchedule(sweepDelayMs)) return;
  // Without a lease, only these ticks run. The first lease must not become late between them.
  if (isScheduled) await enqueueTick(now() + SCHEDULE_MS / 2);
  // A lease that begins meanwhile is younger, so it cannot be late before this one.
  if (next !== null) await enqueueTick(roundUp(Math.max(next, now() + 1), sweepDelayMs));
}

/** Rounds a time up, so that several ticks enqueue the same next tick. Otherwise each run of the schedule would add a chain of ticks. */
function roundUp(time: number, step: number): number {
  return step > 0 ? Math.ceil(time / step) * step : time;
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

/** How often the schedule runs a tick, in milliseconds. */
const SCHEDULE_MS = 60_000;
