import type { PresenceError } from './errors.ts';

/**
 * What this device's own connection is doing:
 *
 * - `signed-out`: nobody is signed in, so there is nobody to be present
 * - `connecting`: on the way to the first announcement
 * - `connected`: the server has acknowledged the announcement
 * - `disconnected`: the connection was lost; it returns by itself
 * - `left`: `leave` was called; `enter` ends it
 */
export type ConnectionState = 'signed-out' | 'connecting' | 'connected' | 'disconnected' | 'left';

export interface ConnectionListener {
  next: (state: ConnectionState) => void;
  error: ((error: PresenceError) => void) | undefined;
}

/** The current state and who listens to it. One listener that throws does not silence the others. */
export class ConnectionStates {
  #state: ConnectionState = 'signed-out';
  readonly #listeners = new Set<ConnectionListener>();

  listen(listener: ConnectionListener): () => void {
    this.#listeners.add(listener);
    guarded(() => listener.next(this.#state));
    return () => {
      this.#listeners.delete(listener);
    };
  }

  change(state: ConnectionState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const { next } of [...this.#listeners]) guarded(() => next(state));
  }

  report(error: PresenceError): void {
    const interested = [...this.#listeners].filter((listener) => listener.error);
    if (interested.length === 0) console.error(error);
    for (const listener of interested) guarded(() => listener.error?.(error));
  }
}

/** An exception in the app's callback is the app's: it surfaces as uncaught, as it does from Firebase's own listeners. */
export function guarded(callback: () => void): void {
  try {
    callback();
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}
