import { invalidUserIdReason } from '@firebase-presence/contract';
import type { Unsubscribe } from 'firebase/auth';
import { assertUserId, type PresenceError, sameStatus, type UserStatus } from '../core/index.ts';
import { instanceOf, type Presence, type PresenceInstance } from '../session/index.ts';
import type { StatusReader } from './status-reader.ts';
import { watchStatuses } from './watch.ts';

type Next = (status: UserStatus | null) => void;
type Fail = ((error: PresenceError) => void) | undefined;

/** Watches one user. @throws `presence/invalid-uid` if no user can have this id */
export function watchStatus(
  reader: StatusReader,
  presence: Presence,
  uid: string,
  next: Next,
  error: Fail,
): Unsubscribe {
  const instance = instanceOf(presence);
  assertUserId(uid);
  return watchOne(reader, instance, `watch the status of user '${uid}'`, () => uid, next, error);
}

/** Watches the signed-in user. */
export function watchMyStatus(reader: StatusReader, presence: Presence, next: Next, error: Fail): Unsubscribe {
  const action = 'watch the status of the signed-in user';
  return watchOne(reader, instanceOf(presence), action, (signedIn) => signedIn, next, error);
}

/** @param uidFor returns the uid of the user whom the signed-in user watches */
function watchOne(
  reader: StatusReader,
  instance: PresenceInstance,
  action: string,
  uidFor: (signedIn: string) => string,
  next: Next,
  error: Fail,
): Unsubscribe {
  let last: UserStatus | null | undefined;
  const notify = (status: UserStatus | null): void => {
    if (status === last || (status && last && sameStatus(status, last))) return;
    last = status;
    next(status);
  };
  return watchStatuses(
    instance,
    reader,
    {
      action,
      sources(signedIn) {
        const uid = uidFor(signedIn);
        // The session has reported the unusable id.
        return invalidUserIdReason(uid) === null ? [reader.one(instance, uid, signedIn)] : [];
      },
      onChange: ([status]) => notify(status ?? null),
      onSignedOut: () => notify(null),
    },
    error,
  );
}
