/** Rule 7: renews the lease, which proves to the sweeper that a connection lives. The announcement writes the first lease. */
export class Renewals {
  readonly #periodMs: number;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param periodMs how often the lease is renewed, in milliseconds */
  constructor(periodMs: number) {
    this.#periodMs = periodMs;
  }

  start(renew: () => void): void {
    this.stop();
    this.#timer = setInterval(renew, this.#periodMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
