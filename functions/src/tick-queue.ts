import type { TaskQueue } from 'firebase-admin/functions';
import { instanceName } from './databases.ts';

/** The data of a task. */
export interface TickTask {
  /** The address of the database instance. */
  databaseUrl: string;
  /** When the tick is due, in milliseconds since the epoch. */
  at: number;
}

/** Returns the name by which the Admin SDK finds the queue of the ticks. Firebase prefixes the names of a kit's functions. */
export function tickQueueName(region: string, kitInstance: string | undefined): string {
  const prefix = kitInstance === undefined ? '' : `kit-${kitInstance}-`;
  return `locations/${region}/functions/${prefix}presenceTick`;
}

/** Enqueues ticks: at most one for each database instance and second, however many users are due in it. */
export interface TickQueue {
  /** @param at when something is due, in milliseconds since the epoch */
  enqueue(databaseUrl: string, at: number): Promise<void>;
}

/** How many enqueued ticks a worker remembers. */
const MAX_REMEMBERED = 100;

/**
 * @param now the time, in milliseconds. A slow clock is a fault: the tick of a second that is over may have run, and Cloud Tasks does not
 *   accept its name again
 */
export function tickQueue(
  queue: Pick<TaskQueue<TickTask>, 'enqueue'>,
  now: (databaseUrl: string) => number = Date.now,
): TickQueue {
  const enqueued = new Set<string>();
  return {
    async enqueue(databaseUrl, at) {
      const second = Math.max(Math.ceil(at / 1000), Math.floor(now(databaseUrl) / 1000) + 1);
      const id = `tick-${instanceName(databaseUrl)}-${second}`;
      if (enqueued.has(id)) return;
      await enqueueOnce(queue, { databaseUrl, at: second * 1000 }, id);
      remember(enqueued, id);
    },
  };
}

async function enqueueOnce(queue: Pick<TaskQueue<TickTask>, 'enqueue'>, task: TickTask, id: string): Promise<void> {
  try {
    await queue.enqueue(task, { scheduleTime: new Date(task.at), id });
  } catch (error) {
    // Another worker, or another handler of this worker, has already enqueued a tick for this second.
    if (!isDuplicate(error)) throw error;
  }
}

function isDuplicate(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'functions/task-already-exists';
}

function remember(enqueued: Set<string>, id: string): void {
  enqueued.add(id);
  const [oldest] = enqueued;
  if (enqueued.size > MAX_REMEMBERED && oldest !== undefined) enqueued.delete(oldest);
}
