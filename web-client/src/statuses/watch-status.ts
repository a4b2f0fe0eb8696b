import { invalidUserIdReason } from '@firebase-presence/contract';
import { onAuthStateChanged, type Unsubscribe } from 'firebase/auth';
import { type DocumentSnapshot, doc, onSnapshot } from 'firebase/firestore';
import { assertUserId, Expiry, type PresenceError, reportTo, sameStatus, type UserStatus } from '../core/index.ts';
import { instanceOf, type Presence } from '../session/index.ts';
import { statusIn } from './status-snapshot.ts';
import { statusesOf } from './statuses.ts';

/**
 * Calls `next` with the status of a user: as soon as it is known, and whenever it changes.
 *
 * @param error called once if the listener had to end, for example because nobody is signed in. Without it the error goes
 *   to the console.
 * @returns removes the listener
 * @throws `presence/invalid-uid` if no user can have this id
 *
 * @example
 * const unsubscribe = onStatusChanged(presence, 'alice', ({ state, lastChanged }) => {
 *   console.log(state === 'online' ? 'here' : `last seen ${lastChanged}`);
 * });
 */
export function onStatusChanged(
  presence: Presence,
  uid: string,
  next: (status: UserStatus) => void,
  error?: (error: PresenceError) => void,
): Unsubscribe {
  const instance = instanceOf(presence);
  assertUserId(uid);
  let latest: DocumentSnapshot | null = null;
  let last: UserStatus | null = null;
  const look = (): void => {
    if (latest === null) return;
    const status = statusIn(latest, instance.now());
    expiry.watch([status], instance.now());
    if (last !== null && sameStatus(last, status)) return;
    last = status;
    next(status);
  };
  const expiry = new Expiry(look);
  const stop = onSnapshot(
    doc(statusesOf(instance), uid),
    { includeMetadataChanges: true },
    (snapshot) => {
      latest = snapshot;
      look();
    },
    reportTo(error, `to watch the status of user '${uid}'`),
  );
  return () => {
    stop();
    expiry.stop();
  };
}

/**
 * Calls `next` with the status of whoever is signed in on this device, as others see it, or null while nobody is. When this
 * device loses its connection, it says `offline` at once, from the local cache.
 *
 * @param error as in {@link onStatusChanged}
 * @returns removes the listener
 *
 * @example
 * const unsubscribe = onMyStatusChanged(presence, (mine) => render(mine?.state ?? 'signed out'));
 */
export function onMyStatusChanged(
  presence: Presence,
  next: (status: UserStatus | null) => void,
  error?: (error: PresenceError) => void,
): Unsubscribe {
  let stopWatching: Unsubscribe = () => undefined;
  const stopFollowing = onAuthStateChanged(instanceOf(presence).auth, (user) => {
    stopWatching();
    stopWatching = () => undefined;
    // An unusable uid was reported where it signed in.
    if (user === null || invalidUserIdReason(user.uid) !== null) next(null);
    else stopWatching = onStatusChanged(presence, user.uid, next, error);
  });
  return () => {
    stopFollowing();
    stopWatching();
  };
}
