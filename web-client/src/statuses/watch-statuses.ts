import type { Unsubscribe } from 'firebase/auth';
import { assertUserId, type PresenceError, sameStatus, type UserStatus } from '../core/index.ts';
import { instanceOf, type Presence } from '../session/index.ts';
import { inOrder, type StatusReader } from './status-reader.ts';
import { watchStatuses } from './watch.ts';

/** Watches any number of users. @throws `presence/invalid-uid` if no user can have one of the ids */
export function watchMany(
  reader: StatusReader,
  presence: Presence,
  given: readonly string[],
  next: (statuses: UserStatus[]) => void,
  error: ((error: PresenceError) => void) | undefined,
): Unsubscribe {
  const instance = instanceOf(presence);
  // The app can change its array later.
  const uids = [...given];
  for (const uid of uids) assertUserId(uid);
  let last: UserStatus[] | null = null;
  const notify = (statuses: UserStatus[]): void => {
    const isSame =
      last?.length === statuses.length && statuses.every((status, index) => isEqual(status, last?.[index]));
    last = statuses;
    // A copy, because the app can sort it.
    if (!isSame) next([...statuses]);
  };
  return watchStatuses(
    instance,
    reader,
    {
      action: 'watch the statuses',
      sources: (signedIn) => reader.many(instance, uids, signedIn),
      onChange: (users, fromCache) => notify(inOrder(uids, users, fromCache, instance.now())),
      onSignedOut: () => notify([]),
    },
    error,
  );
}

function isEqual(status: UserStatus, other: UserStatus | undefined): boolean {
  return other !== undefined && sameStatus(status, other);
}
