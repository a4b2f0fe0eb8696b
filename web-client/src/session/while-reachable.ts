/** How long a wait lasts if the server neither answers nor ends the connection. */
const TIMEOUT_MS = 5_000;

/** Waits for the server as long as there is a connection to it. */
export class ReachableWaits {
  readonly #ends = new Set<() => void>();

  /** Settles with the operation, when the connection is lost, or after five seconds. */
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

  /** The connection was lost. */
  end(): void {
    for (const end of this.#ends) end();
  }
}
