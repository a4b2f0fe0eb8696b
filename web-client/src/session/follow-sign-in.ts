import { onIdTokenChanged, type Unsubscribe } from 'firebase/auth';
import type { PresenceInstance } from './presence-instance.ts';

/** The two states of a listener: a user is signed in, or no user is. */
export interface SignInFollower {
  /**
   * Called when a user has signed in. It starts to listen.
   *
   * @param fail ends the listening, because a database has refused it
   */
  begin(uid: string, fail: (cause: unknown) => void): Listening;
  /** Called when no user is signed in. */
  nobody(): void;
}

interface Listening {
  stop(): void;
  /** Called when the user has a new ID token, which can carry new rights. */
  retry?(): void;
}

/**
 * Listens while a user is signed in, and begins again for another user. A refused listener begins again when the user has a new ID token.
 *
 * @param failed called each time a database refuses the listener
 */
export function followSignIn(
  { auth }: PresenceInstance,
  { begin, nobody }: SignInFollower,
  failed: (cause: unknown) => void,
): Unsubscribe {
  let signedIn: string | null | undefined;
  let running: Run | null = null;
  const stopFollowing = onIdTokenChanged(auth, (user) => {
    const uid = user?.uid ?? null;
    if (uid === signedIn && (uid === null || running?.retry())) return;
    signedIn = uid;
    running?.stop();
    running = uid === null ? null : run((fail) => begin(uid, fail), failed);
    if (uid === null) nobody();
  });
  return () => {
    stopFollowing();
    running?.stop();
  };
}

interface Run {
  stop(): void;
  /** @returns false if it has failed and has to begin again */
  retry(): boolean;
}

/** Listens until the first failure, which can also happen during `begin`. */
function run(begin: (fail: (cause: unknown) => void) => Listening, failed: (cause: unknown) => void): Run {
  let isRunning = true;
  let listening: Listening | null = null;
  const stop = (): void => {
    isRunning = false;
    listening?.stop();
  };
  const fail = (cause: unknown): void => {
    if (!isRunning) return;
    stop();
    failed(cause);
  };
  try {
    listening = begin(fail);
  } catch (error) {
    fail(error);
  }
  if (!isRunning) listening?.stop();
  return {
    stop,
    retry() {
      if (isRunning) listening?.retry?.();
      return isRunning;
    },
  };
}
