/** The true time and the database's clock, in milliseconds. */
export class Clock {
  #now = 1000;
  #serverTime = 1000;
  readonly #pace: number;

  /** @param pace see Circumstances */
  constructor(pace: number) {
    this.#pace = pace;
  }

  get now(): number {
    return this.#now;
  }

  passes(ms: number): void {
    this.#now += ms;
  }

  /** @returns the time of a change, by the database's clock */
  timeOfChange(atOnce: boolean): number {
    if (!atOnce) this.#now += this.#pace;
    this.#serverTime = Math.max(this.#now, this.#serverTime + (this.#pace === 0 ? 1 : 0));
    return this.#serverTime;
  }
}
