import type { Unsubscribe } from 'firebase/auth';
import { followUser } from './follow-user.ts';
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
  /** Undefined before Authentication has restored the sign-in, and after the end. */
  let signedIn: string | null | undefined;
  let running: Run | null = null;
  const begin = (uid: string | null): void => {
    signedIn = uid;
    running?.stop();
    running = uid === null ? null : startRun((fail) => start(uid, fail), onError);
    if (uid === null) onSignedOut();
    // The app can remove the listener in a call that the listener makes while it starts.
    if (signedIn !== uid) running?.stop();
  };
  const stopFollowing = followUser(
    auth,
    (uid) => {
      if (uid !== signedIn) begin(uid);
    },
    (token) => {
      if (signedIn && !running?.renew(token)) begin(signedIn);
    },
  );
  return () => {
    signedIn = undefined;
    stopFollowing();
    running?.stop();
  };
}

interface Run {
  stop(): void;
  /** Retries the listener if the token is a new one. @returns false if it has failed and has to start again */
  renew(token: unknown): boolean;
}

/** Runs a listener until the first failure, which can also happen during `start`. */
function startRun(start: (fail: (cause: unknown) => void) => ActiveListener, onError: (cause: unknown) => void): Run {
  let isRunning = true;
  /** Undefined until the token is known with which the listener has begun. */
  let latest: unknown;
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
    renew(token) {
      const isNew = latest !== undefined && token !== latest;
      latest = token;
      if (isNew && isRunning) listener?.retry?.();
      return isRunning || !isNew;
    },
  };
}
