import { setTimeout as wait } from 'node:timers/promises';

/** Waits until a time, in milliseconds since the epoch by this worker's clock. */
export async function waitUntil(at: number): Promise<void> {
  // A timer of Node can fire a millisecond early by this clock.
  for (let early = at - Date.now(); early > 0; early = at - Date.now()) await wait(early);
}
