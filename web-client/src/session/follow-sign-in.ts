import { onIdTokenChanged, type Unsubscribe } from 'firebase/auth';
import type { PresenceInstance } from './presence-instance.ts';

/** What a listener does when a user has signed in, and when no user is signed in. */
export interface SignInHandlers {
  /**
   * Called when a user has signed in. Starts to listen.
   *
   * @param fail ends the listener, because a database has refused it
   */
  start(uid: string, fail: (cause: unknown) => void): ActiveListener;
  /** Called when no user is signed in. */
  onSignedOut(): void;
}

interface ActiveListener {
  stop(): void;
  /** Called when the user has a new ID token, which can carry new rights. */
  retry?(): void;
}

/**
 * Runs a listener while a user is signed in, and starts it again for another user. A refused listener starts again when the user has a new
 * ID token.
 *
 * @param onError called each time a database refuses the listener
 */
export function followSignIn(
  { auth }: PresenceInstance,
  { start, onSignedOut }: SignInHandlers,
  onError: (cause: unknown) => void,
): Unsubscribe {
  let signedIn: string | null | undefined;
  let running: Run | null = null;
  let isStopped = false;
  const stopFollowing = onIdTokenChanged(auth, (user) => {
    const uid = user?.uid ?? null;
    if (uid === signedIn && (uid === null || running?.retry())) return;
    signedIn = uid;
    running?.stop();
    running = uid === null ? null : startRun((fail) => start(uid, fail), onError);
    if (uid === null) onSignedOut();
    // The app can remove the listener in a call that the listener makes while it starts.
    if (isStopped) running?.stop();
  });
  return () => {
    isStopped = true;
    stopFollowing();
    running?.stop();
  };
}

interface Run {
  stop(): void;
  /** @returns false if it has failed and has to start again */
  retry(): boolean;
}

/** Runs a listener until the first failure, which can also happen during `start`. */
function startRun(start: (fail: (cause: unknown) => void) => ActiveListener, onError: (cause: unknown) => void): Run {
  let isRunning = true;
  let listener: ActiveListener | null = null;
  const stop = (): void => {
    isRunning = false;
    listener?.stop();
  };
  const fail = (cause: unknown): void => {
    if (!isRunning) return;
    stop();
    onError(cause);
  };
  try {
    listener = start(fail);
  } catch (error) {
    fail(error);
  }
  if (!isRunning) listener?.stop();
  return {
    stop,
    retry() {
      if (isRunning) listener?.retry?.();
      return isRunning;
    },
  };
}
