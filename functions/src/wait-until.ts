import { setTimeout as wait } from 'node:timers/promises';

/** Waits until a time, in milliseconds since the epoch by this worker's clock. */
export async function waitUntil(at: number): Promise<void> {
  const early = at - Date.now();
  if (early > 0) await wait(early);
}
