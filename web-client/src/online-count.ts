import { ONLINE_COUNT_PATH } from '@firebase-presence/contract';
import type { Unsubscribe } from 'firebase/auth';
import { get, ref } from 'firebase/database';
import { databaseError, errorReporter, type PresenceError } from './core/index.ts';
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

/**
 * Reads once how many users are online, as {@link onOnlineCountChanged} shows it. It costs no read in Firestore. In a page with Firestore,
 * `getOnlineCount` of the whole package counts exactly.
 *
 * @returns null before the first count, and if the functions do not count
 * @throws (rejects) `presence/signed-out`, `presence/permission-denied`
 *
 * @example
 * const count = await getOnlineCount(presence);
 */
export async function getOnlineCount(presence: Presence): Promise<number | null> {
  try {
    const count = await instanceOf(presence).withSession(({ database }) => get(ref(database, ONLINE_COUNT_PATH)));
    return numberIn(count.val());
  } catch (error) {
    throw databaseError(error, 'read the number of online users');
  }
}

function numberIn(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
