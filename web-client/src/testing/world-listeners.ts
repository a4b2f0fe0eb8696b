import type { PresenceError } from '../core/index.ts';

interface WorldListener {
  readonly notify: () => void;
  readonly fail: (error: PresenceError) => void;
}

/** All listeners of a world. A new listener is called without waiting, and then after each change that it can see. */
export class WorldListeners {
  readonly #listeners = new Set<WorldListener>();

  add<Value>(
    read: () => Value,
    next: (value: Value) => void,
    fail: ((error: PresenceError) => void) | undefined,
  ): () => void {
    let last: string | null = null;
    const notify = (): void => {
      const value = read();
      const text = JSON.stringify(value);
      if (text === last) return;
      last = text;
      next(value);
    };
    const listener: WorldListener = { notify, fail: fail ?? console.error };
    this.#listeners.add(listener);
    notify();
    return () => {
      this.#listeners.delete(listener);
    };
  }

  notifyAll(): void {
    for (const listener of this.#current()) listener.notify();
  }

  failAll(error: PresenceError): void {
    for (const listener of this.#current()) listener.fail(error);
  }

  /** The listeners of now, without those that an earlier one removes. */
  *#current(): Iterable<WorldListener> {
    for (const listener of [...this.#listeners]) if (this.#listeners.has(listener)) yield listener;
  }
}
