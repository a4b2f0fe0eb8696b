import { onIdTokenChanged, type Unsubscribe } from 'firebase/auth';
import type { PresenceInstance } from './presence-instance.ts';

/** What a listener does while a user is signed in, and while none is. */
export interface SignInFollower {
  /**
   * A user has signed in: starts to listen.
   *
   * @param fail ends what was started, because a database has refused it
   */
  begin(uid: string, fail: (cause: unknown) => void): Listening;
  /** No user is signed in. */
  nobody(): void;
}

interface Listening {
  stop(): void;
  /** The user has a new ID token, which can carry new rights. */
  retry?(): void;
}

/**
 * Listens as long as a user is signed in, and begins again for another user. What a database has refused begins again when the user has
 * a new ID token.
 *
 * @param failed called each time a database refuses what was started
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
  /** @returns false if it has failed, so that it has to begin again */
  retry(): boolean;
}

/** Ends what it has begun at the first failure, also at one during the beginning. */
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
