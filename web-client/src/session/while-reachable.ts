/** The longest wait, in milliseconds, for a server that does not answer while the connection lasts. */
const TIMEOUT_MS = 5_000;

/** Waits for operations of the database while there is a connection to it. */
export class ReachableWaits {
  readonly #ends = new Set<() => void>();

  /** Settles with the operation, or resolves earlier: when the connection is lost, or after five seconds. */
  async wait(operation: Promise<void>): Promise<void> {
    let end: () => void = () => undefined;
    const unreachable = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#ends.add(end);
    const timer = setTimeout(end, TIMEOUT_MS);
    try {
      await Promise.race([operation, unreachable]);
    } finally {
      clearTimeout(timer);
      this.#ends.delete(end);
    }
  }

  /** Ends all waits. Call it when the connection is lost. */
  end(): void {
    for (const end of this.#ends) end();
  }
}
