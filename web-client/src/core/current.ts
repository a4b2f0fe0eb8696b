import type { PresenceError } from './errors.ts';

export interface Listener<T> {
  next: (value: T) => void;
  error?: ((error: PresenceError) => void) | undefined;
}

/** A current value with its listeners. If one listener throws, the others still run. */
export class Current<T> {
  #value: T;
  readonly #listeners = new Set<Listener<T>>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  listen(listener: Listener<T>): () => void {
    this.#listeners.add(listener);
    guarded(() => listener.next(this.#value));
    return () => {
      this.#listeners.delete(listener);
    };
  }

  change(value: T): void {
    if (value === this.#value) return;
    this.#value = value;
    for (const { next } of [...this.#listeners]) guarded(() => next(value));
  }

  /** Calls all error listeners. Without any the error goes to the console. */
  report(error: PresenceError): void {
    if (!this.tellError(error)) console.error(error);
  }

  /** @returns whether there is an error listener */
  tellError(error: PresenceError): boolean {
    const interested = [...this.#listeners].filter((listener) => listener.error);
    for (const listener of interested) guarded(() => listener.error?.(error));
    return interested.length > 0;
  }
}

/** Throws an exception of the app's callback as uncaught, as Firebase's own listeners do. */
function guarded(callback: () => void): void {
  try {
    callback();
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}
