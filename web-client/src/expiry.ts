import type { CustomStatus } from './custom-status.ts';

/** The longest wait of a browser's timer. */
const MAX_WAIT_MS = 2 ** 31 - 1;

/**
 * Has statuses looked at again when the first of their custom statuses expires, for nothing else tells a watcher then.
 *
 * @param look called at that time
 */
export class Expiry {
  readonly #look: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(look: () => void) {
    this.#look = look;
  }

  /** @param now the server's time, in milliseconds */
  watch(statuses: Iterable<{ readonly custom: CustomStatus | null }>, now: number): void {
    this.stop();
    const times = [...statuses].map(({ custom }) => custom?.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY);
    const first = Math.min(...times);
    if (first !== Number.POSITIVE_INFINITY) this.#timer = setTimeout(this.#look, Math.min(first - now, MAX_WAIT_MS));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
