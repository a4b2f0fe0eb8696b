import { type Instance, readUser } from './databases.ts';
import { marksOf } from './due.ts';
import { nextLookAt } from './look-ahead.ts';
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
}

export interface TickReport extends SettleReport {
  swept: number;
  leftovers: number;
  counted: number;
}

/**
 * Does the work that is due: settles users whose mark is due, removes connections whose lease has expired, and counts rooms. Reports
 * failures and continues. Several ticks may run side by side.
 *
 * @throws AggregateError if one of these parts fails as a whole
 */
export async function tick(context: TickContext): Promise<TickReport> {
  const report: TickReport = { outcomes: {}, swept: 0, leftovers: 0, counted: 0, failed: [] };
  const parts = [settleUsers(context, report), sweepLeases(context, report), countRooms(context, report)];
  const ends = await Promise.allSettled(parts);
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
  if (next === null || sweepDelayMs >= SCHEDULE_MS) return;
  await enqueueTick(nextLookAt(next, now(), sweepDelayMs));
}

async function countRooms({ instance, shallowKeys, now, enqueueTick }: TickContext, report: TickReport): Promise<void> {
  const { counted, failed, next } = await countDueRooms(instance, shallowKeys, now());
  report.counted = counted;
  report.failed.push(...failed.slice(0, MAX_REPORTED));
  if (next !== null) await enqueueTick(next);
}

/** How often the schedule runs a tick, in milliseconds. */
const SCHEDULE_MS = 60_000;
