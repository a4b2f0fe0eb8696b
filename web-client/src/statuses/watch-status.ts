import { invalidUserIdReason } from '@firebase-presence/contract';
import type { Unsubscribe } from 'firebase/auth';
import { doc } from 'firebase/firestore';
import { assertUserId, type PresenceError, sameStatus, type UserStatus } from '../core/index.ts';
import { instanceOf, type Presence, type PresenceInstance } from '../session/index.ts';
import { ofDocument, watchStatuses } from './watch.ts';

/**
 * Calls `next` with the status of a user: when it is known, and whenever it changes. Waits for the sign-in, and calls `next` with null
 * while no user is signed in on this client.
 *
 * @param error called when Firestore refuses the status. The listener starts again when another user signs in, and when this user has a
 *   new ID token. Default: the error goes to the console.
 * @returns removes the listener
 * @throws `presence/invalid-uid` if no user can have this id
 *
 * @example
 * const unsubscribe = onStatusChanged(presence, 'alice', (status) => {
 *   console.log(status?.state === 'online' ? 'online' : `last seen ${status?.lastChanged}`);
 * });
 */
export function onStatusChanged(
  presence: Presence,
  uid: string,
  next: (status: UserStatus | null) => void,
  error?: (error: PresenceError) => void,
): Unsubscribe {
  const instance = instanceOf(presence);
  assertUserId(uid);
  return watchOne(instance, `watch the status of user '${uid}'`, () => uid, next, error);
}

/**
 * Calls `next` with the signed-in user's own status as others see it, and with null while no user is signed in. When this client loses
 * its connection, the status becomes `offline` without a round trip, because the client writes it into the local cache.
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
  return watchOne(instanceOf(presence), 'watch the status of the signed-in user', (signedIn) => signedIn, next, error);
}

/** @param uidFor returns the uid of the user whom the signed-in user watches */
function watchOne(
  instance: PresenceInstance,
  action: string,
  uidFor: (signedIn: string) => string,
  next: (status: UserStatus | null) => void,
  error: ((error: PresenceError) => void) | undefined,
): Unsubscribe {
  let last: UserStatus | null | undefined;
  const notify = (status: UserStatus | null): void => {
    if (status === last || (status && last && sameStatus(status, last))) return;
    last = status;
    next(status);
  };
  return watchStatuses(
    instance,
    {
      action,
      sources(statuses, signedIn) {
        const uid = uidFor(signedIn);
        // The session has reported the unusable id.
        return invalidUserIdReason(uid) === null ? [ofDocument(doc(statuses, uid))] : [];
      },
      onChange: ([status]) => notify(status ?? null),
      onSignedOut: () => notify(null),
    },
    error,
  );
}
