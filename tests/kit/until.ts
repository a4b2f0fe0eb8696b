import { setTimeout as wait } from 'node:timers/promises';

/**
 * Waits for a condition.
 *
 * @param what the condition in words: `the server has restarted`
 * @param limitMs ends only what would hang
 * @throws (rejects) after the limit
 */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs = 30_000,
): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`Waited ${limitMs} ms in vain until ${what}`);
    await wait(20);
  }
}
