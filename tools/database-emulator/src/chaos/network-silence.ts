/** While the network is silent, all that arrives waits. It is neither read nor answered. */
export class NetworkSilence {
  #waiting: (() => void)[] | undefined;

  get silent(): boolean {
    return this.#waiting !== undefined;
  }

  /** Runs now, or when the silence ends. */
  pass(arrival: () => void): void {
    if (this.#waiting === undefined) {
      arrival();
    } else {
      this.#waiting.push(arrival);
    }
  }

  begin(): void {
    this.#waiting ??= [];
  }

  end(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const arrival of waiting) {
      arrival();
    }
  }
}
