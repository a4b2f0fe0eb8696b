import type { DatabaseReference } from 'firebase/database';
import { listenToNode } from './node-listener.ts';
import { every } from './page-timer.ts';

/** Rule 7: renews the lease, which proves to the sweeper that a connection lives. The announcement writes the first lease. */
export class Renewals {
  readonly #periodMs: number;
  #stop: () => void = () => undefined;

  /** @param periodMs how often the lease is renewed, in milliseconds */
  constructor(periodMs: number) {
    this.#periodMs = periodMs;
  }

  /**
   * Renews in each period, and when a tick asks for it: then the lease is late, because this page could not renew it in time.
   *
   * @param mark where the tick asks
   */
  start(mark: DatabaseReference, renew: () => void): void {
    this.stop();
    const stopTimer = every(this.#periodMs, renew);
    const listener = listenToNode(mark, {
      changed: (asked) => {
        if (asked.exists()) renew();
      },
      // The timer renews without it.
      failed: () => undefined,
    });
    this.#stop = () => {
      stopTimer();
      listener.stop();
    };
  }

  stop(): void {
    this.#stop();
    this.#stop = () => undefined;
  }
}
