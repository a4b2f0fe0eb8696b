import { ONLINE_COUNT_PATH } from '@firebase-presence/contract';
import type { Unsubscribe } from 'firebase/auth';
import { ref } from 'firebase/database';
import { errorReporter, type PresenceError } from './core/index.ts';
import { followSignIn, instanceOf, listenToNode, type Presence } from './session/index.ts';

/**
 * Calls `next` with how many users are online: when the number is known, and whenever it changes. It costs no read in Firestore, however
 * many clients listen. The function counts, at most once in ten seconds, and less often when more than 10,000 users are online. Waits for
 * the sign-in, and calls `next` with null while no user is signed in and before the first count.
 *
 * @param error called when the security rules refuse the read. The listener stays and tries again. Default: the error goes to the console.
 * @returns removes the listener
 *
 * @example
 * const unsubscribe = onOnlineCountChanged(presence, (count) => render(count ?? '…'));
 */
export function onOnlineCountChanged(
  presence: Presence,
  next: (count: number | null) => void,
  error?: (error: PresenceError) => void,
): Unsubscribe {
  const instance = instanceOf(presence);
  const failed = errorReporter(error, 'watch the number of online users');
  const start = (uid: string) =>
    listenToNode(ref(instance.database(uid), ONLINE_COUNT_PATH), {
      changed: (count) => next(numberIn(count.val())),
      failed,
    });
  return followSignIn(instance, { start, onSignedOut: () => next(null) }, failed);
}

function numberIn(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
