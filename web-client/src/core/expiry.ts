import type { CustomStatus } from './custom-status.ts';
import { serverClock } from './server-clock.ts';
import { LONGEST_TIMER_MS } from './timers.ts';

/**
 * Calls `onExpired` when the first custom status expires. An expiry writes nothing, so no listener of a database runs. A correction of the
 * clock counts as an expiry: by a wrong clock, a custom status can have ended too early or too late.
 */
export class ExpiryTimer {
  readonly #onExpired: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopFollowing: () => void = () => undefined;

  constructor(onExpired: () => void) {
    this.#onExpired = onExpired;
  }

  /** @param now the database's time, in milliseconds */
  watch(statuses: Iterable<{ readonly customStatus: CustomStatus | null }>, now: number): void {
    this.stop();
    this.#stopFollowing = serverClock.follow(() => this.#callAfter(0));
    const times = [...statuses].map(
      ({ customStatus }) => customStatus?.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY,
    );
    // A time that no Date can hold is NaN. A timer with NaN fires without waiting, again and again.
    const first = Math.min(...times.filter(Number.isFinite));
    if (first !== Number.POSITIVE_INFINITY) this.#callAfter(Math.min(first - now, LONGEST_TIMER_MS));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#stopFollowing();
  }

  #callAfter(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#onExpired, milliseconds);
  }
}
