const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 300_000;

/** Repeats an action that the database refused, after a delay that doubles each time. The caller can repeat it earlier. */
export class Retry {
  readonly #action: () => void;
  #delay = FIRST_DELAY_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(action: () => void) {
    this.#action = action;
  }

  schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.runNow(), this.#delay);
    this.#delay = Math.min(2 * this.#delay, LONGEST_DELAY_MS);
  }

  /** Repeats the action now, if a repetition is waiting. */
  runNow(): void {
    if (this.#timer === undefined) return;
    this.cancel();
    this.#action();
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Call it when the action has succeeded. The next delay is the first one again. */
  reset(): void {
    this.cancel();
    this.#delay = FIRST_DELAY_MS;
  }
}
