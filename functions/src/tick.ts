import { type Instance, readUser } from './databases.ts';
import { marksOf } from './due.ts';
import { countDueRooms } from './rooms.ts';
import { MOST_REPORTED, type SettleContext, type SettleReport, settleDueUsers } from './settle.ts';
import type { ShallowKeys } from './shallow.ts';
import { sweep } from './sweeper.ts';
import { notesOf } from './tick-notes.ts';

/** What a tick works with. */
export interface TickContext extends Omit<SettleContext, 'marks' | 'read'> {
  instance: Instance;
  shallowKeys: ShallowKeys;
  timeToLiveMs: number;
  /** How long after its expiry a lease may wait. From a minute on, the schedule alone sweeps. */
  sweepDelayMs: number;
}

export interface TickReport extends SettleReport {
  swept: number;
  leftovers: number;
  counted: number;
}

/**
 * Does what is due: looks at users whose grace period is over, removes connections whose lease has expired, and counts rooms. What fails is
 * reported and passed over. Several ticks may run side by side.
 */
export async function tick(context: TickContext): Promise<TickReport> {
  const report: TickReport = { outcomes: {}, swept: 0, leftovers: 0, counted: 0, failed: [] };
  const parts = [settleUsers(context, report), sweepLeases(context, report), countRooms(context, report)];
  const ends = await Promise.allSettled(parts);
  const reasons = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
  // A part that could not even begin is tried again, by the retry of the task.
  if (reasons.length > 0) throw new AggregateError(reasons, `The tick failed: ${reasons.join('; ')}`);
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
  const { instance, timeToLiveMs, sweepDelayMs, now, ask } = context;
  const { swept, leftovers, failed, next } = await sweep(instance.root, now(), timeToLiveMs);
  report.swept = swept;
  report.leftovers = leftovers;
  report.failed.push(...failed.slice(0, MOST_REPORTED));
  if (next === null || sweepDelayMs >= SCHEDULE_MS) return;
  await ask(Math.min(Math.max(next, now() + sweepDelayMs), now() + LOOK_AHEAD_MS));
}

async function countRooms({ instance, shallowKeys, now, ask }: TickContext, report: TickReport): Promise<void> {
  const { counted, failed, next } = await countDueRooms(instance, shallowKeys, now());
  report.counted = counted;
  report.failed.push(...failed.slice(0, MOST_REPORTED));
  if (next !== null) await ask(next);
}

/** The latest next tick while there are leases: if one is lost, the next minute's schedule begins anew. */
const LOOK_AHEAD_MS = 10_000;

/** How often the schedule calls a tick. */
const SCHEDULE_MS = 60_000;
