import type { PresenceError } from './errors.ts';

export interface Listener<T> {
  next: (value: T) => void;
  error?: ((error: PresenceError) => void) | undefined;
}

/** A current value with its listeners. If one listener throws, the others still run. */
export class ObservableValue<T> {
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
    callListener(() => listener.next(this.#value));
    return () => {
      this.#listeners.delete(listener);
    };
  }

  set(value: T): void {
    if (value === this.#value) return;
    this.#value = value;
    for (const listener of [...this.#listeners]) {
      // A listener can set the next value. Then all listeners have it already, and this one is old.
      if (value !== this.#value) return;
      this.#call(listener, () => listener.next(value));
    }
  }

  /** Calls all error listeners. If there is none, the error goes to the console. */
  reportError(error: PresenceError): void {
    if (!this.notifyError(error)) console.error(error);
  }

  /** @returns whether there is an error listener */
  notifyError(error: PresenceError): boolean {
    const interested = [...this.#listeners].filter((listener) => listener.error);
    for (const listener of interested) this.#call(listener, () => listener.error?.(error));
    return interested.length > 0;
  }

  /** Does not call a listener that an earlier listener has removed. */
  #call(listener: Listener<T>, callback: () => void): void {
    if (this.#listeners.has(listener)) callListener(callback);
  }
}

/**
 * Calls a callback of the app. Throws its exception later, as an uncaught one, so that the other listeners still run. Firebase's own
 * listeners do the same.
 */
function callListener(callback: () => void): void {
  try {
    callback();
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}
