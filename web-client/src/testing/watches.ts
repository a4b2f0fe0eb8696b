import type { PresenceError } from '../core/index.ts';

interface Watch {
  readonly tell: () => void;
  readonly fail: (error: PresenceError) => void;
  /** Whether only somebody who is signed in may watch this. */
  readonly guarded: boolean;
}

/** All listeners of a world: told at once, and after each change that they can see. */
export class Watches {
  readonly #watches = new Set<Watch>();

  add<Value>(
    look: () => Value,
    next: (value: Value) => void,
    fail: ((error: PresenceError) => void) | undefined,
    guarded: boolean,
  ): () => void {
    let last: string | null = null;
    const tell = (): void => {
      const value = look();
      const text = JSON.stringify(value);
      if (text === last) return;
      last = text;
      next(value);
    };
    const watch: Watch = { tell, fail: fail ?? console.error, guarded };
    this.#watches.add(watch);
    tell();
    return () => {
      this.#watches.delete(watch);
    };
  }

  tellAll(): void {
    for (const { tell } of [...this.#watches]) tell();
  }

  /** Ends listeners, as an error of the service does. */
  end(error: PresenceError, which: 'all' | 'guarded'): void {
    for (const watch of [...this.#watches]) {
      if (which === 'guarded' && !watch.guarded) continue;
      this.#watches.delete(watch);
      watch.fail(error);
    }
  }
}
