import type { CustomStatus } from './custom-status.ts';
import { LONGEST_TIMER_MS } from './timers.ts';

/**
 * Calls `onExpired` when the first custom status expires. An expiry writes nothing, so no listener of a database runs.
 */
export class ExpiryTimer {
  readonly #onExpired: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onExpired: () => void) {
    this.#onExpired = onExpired;
  }

  /** @param now the database's time, in milliseconds */
  watch(statuses: Iterable<{ readonly customStatus: CustomStatus | null }>, now: number): void {
    this.stop();
    const times = [...statuses].map(
      ({ customStatus }) => customStatus?.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY,
    );
    // A time that no Date can hold is NaN. A timer with NaN fires without waiting, again and again.
    const first = Math.min(...times.filter(Number.isFinite));
    if (first !== Number.POSITIVE_INFINITY)
      this.#timer = setTimeout(this.#onExpired, Math.min(first - now, LONGEST_TIMER_MS));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
