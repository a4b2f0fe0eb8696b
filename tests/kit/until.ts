import { setTimeout as wait } from 'node:timers/promises';

/** Waits for a condition; the limit only ends what would hang. */
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
