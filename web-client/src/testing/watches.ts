import type { PresenceError } from '../core/index.ts';

interface Watch {
  readonly tell: () => void;
  readonly fail: (error: PresenceError) => void;
}

/** All listeners of a world. A new listener is called without waiting, and then after each change that it can see. */
export class Watches {
  readonly #watches = new Set<Watch>();

  add<Value>(
    look: () => Value,
    next: (value: Value) => void,
    fail: ((error: PresenceError) => void) | undefined,
  ): () => void {
    let last: string | null = null;
    const tell = (): void => {
      const value = look();
      const text = JSON.stringify(value);
      if (text === last) return;
      last = text;
      next(value);
    };
    const watch: Watch = { tell, fail: fail ?? console.error };
    this.#watches.add(watch);
    tell();
    return () => {
      this.#watches.delete(watch);
    };
  }

  tellAll(): void {
    for (const { tell } of [...this.#watches]) tell();
  }

  failAll(error: PresenceError): void {
    for (const { fail } of [...this.#watches]) fail(error);
  }
}
