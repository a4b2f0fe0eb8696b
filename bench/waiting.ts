import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from './log.ts';

export interface Waiting {
  readonly log: Log;
  /** The wait ends after so many milliseconds. Default: 30,000. */
  readonly limitMs?: number;
  /** How often a reminder is logged. Default: 10,000. */
  readonly reminderMs?: number;
}

const PERIOD_MS = 10;

/**
 * Waits for a condition, and logs a reminder if that takes long.
 *
 * @param what the condition in words: `the watcher receives online`
 * @returns false if the wait reached its limit
 */
export async function waitUntil(
  what: string,
  condition: () => boolean | Promise<boolean>,
  { log, limitMs = 30_000, reminderMs = 10_000 }: Waiting,
): Promise<boolean> {
  const start = performance.now();
  let reminded = 0;
  for (;;) {
    if (await condition()) return true;
    const waited = performance.now() - start;
    if (waited >= limitMs) return false;
    if (waited >= (reminded + 1) * reminderMs) {
      reminded++;
      log(`waiting until ${what}, for ${Math.round(waited / 1000)} s now`);
    }
    await wait(PERIOD_MS);
  }
}
