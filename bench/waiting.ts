import { setTimeout as wait } from 'node:timers/promises';
import type { Say } from './say.ts';

export interface Waiting {
  readonly say: Say;
  /** After so many milliseconds it has waited in vain. Default: 30,000. */
  readonly limitMs?: number;
  /** How often it says that it still waits. Default: 10,000. */
  readonly reminderMs?: number;
}

const PERIOD_MS = 10;

/**
 * Waits for a condition, and says so if that takes long.
 *
 * @param what the condition in words: `the watcher is told`
 * @returns false if it waited in vain
 */
export async function waitUntil(
  what: string,
  condition: () => boolean | Promise<boolean>,
  { say, limitMs = 30_000, reminderMs = 10_000 }: Waiting,
): Promise<boolean> {
  const start = performance.now();
  let reminded = 0;
  for (;;) {
    if (await condition()) return true;
    const waited = performance.now() - start;
    if (waited >= limitMs) return false;
    if (waited >= (reminded + 1) * reminderMs) {
      reminded++;
      say(`waits until ${what}, for ${Math.round(waited / 1000)} s now`);
    }
    await wait(PERIOD_MS);
  }
}
