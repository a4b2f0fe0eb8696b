const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 300_000;

/** Repeats what the server refused: after a delay that doubles each time, or earlier when something has changed. */
export class Retry {
  readonly #action: () => void;
  #delay = FIRST_DELAY_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(action: () => void) {
    this.#action = action;
  }

  later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(), this.#delay);
    this.#delay = Math.min(2 * this.#delay, LONGEST_DELAY_MS);
  }

  /** Does nothing unless a repetition is due later. */
  now(): void {
    if (this.#timer === undefined) return;
    this.cancel();
    this.#action();
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** The action succeeded: the next refusal waits for the first delay again. */
  reset(): void {
    this.cancel();
    this.#delay = FIRST_DELAY_MS;
  }
}
