/**
 * How often a tick looks at the leases while leases exist, in milliseconds. If such a tick is lost, the schedule starts a new one within a
 * minute.
 */
const PERIOD_MS = 10_000;

/**
 * Returns when the next tick has to look at the leases, in milliseconds since the epoch: when the first lease can expire, or at the next
 * multiple of the period. All ticks ask for the same multiples, so their tasks have the same names. If each tick counted the period from
 * its own time, each loss would start another chain of ticks: soon a tick in each second, however few users there are.
 *
 * @param expiry when the first lease can expire, in milliseconds since the epoch
 * @param now this worker's clock, in milliseconds since the epoch
 * @param delayMs the least time until the next tick, in milliseconds
 */
export function nextLookAt(expiry: number, now: number, delayMs: number): number {
  const multiple = (Math.floor(now / PERIOD_MS) + 1) * PERIOD_MS;
  return Math.min(Math.max(expiry, now + delayMs), multiple);
}
