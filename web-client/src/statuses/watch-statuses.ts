import type { Unsubscribe } from 'firebase/auth';
import { type CollectionReference, documentId, limit, type Query, query, where } from 'firebase/firestore';
import {
  assertUserId,
  chunksOf,
  type PresenceError,
  readUserStatus,
  sameStatus,
  type UserStatus,
} from '../core/index.ts';
import { instanceOf, type Presence } from '../session/index.ts';
import { ofQuery, watchStatuses } from './watch.ts';

/**
 * Calls `next` with the statuses of any number of users: when all are known, and whenever one changes. Waits for the sign-in, and calls
 * `next` with an empty array while no user is signed in on this client. Costs one query for each 30 users, and one read for each change.
 *
 * @param next gets the statuses in the order of `uids`; an unknown user is offline
 * @param error called when Firestore refuses the statuses. The listener starts again when another user signs in, and when this user has a
 *   new ID token. Default: the error goes to the console.
 * @returns removes the listener
 * @throws `presence/invalid-uid` if no user can have one of the ids
 *
 * @example
 * const unsubscribe = onStatusesChanged(presence, team, (statuses) => render(statuses));
 */
export function onStatusesChanged(
  presence: Presence,
  uids: readonly string[],
  next: (statuses: UserStatus[]) => void,
  error?: (error: PresenceError) => void,
): Unsubscribe {
  const instance = instanceOf(presence);
  for (const uid of uids) assertUserId(uid);
  let last: UserStatus[] | null = null;
  const notify = (statuses: UserStatus[]): void => {
    const isSame =
      last?.length === statuses.length && statuses.every((status, index) => isEqual(status, last?.[index]));
    last = statuses;
    if (!isSame) next(statuses);
  };
  return watchStatuses(
    instance,
    {
      action: 'watch the statuses',
      sources: (statuses) => chunksOf(uids).map((ids) => ofQuery(queryOf(statuses, ids))),
      onChange: (users, fromCache) => notify(inOrder(uids, users, fromCache, instance.now())),
      onSignedOut: () => notify([]),
    },
    error,
  );
}

/** Not public: makes the query for some users. It has a limit, because the security rules of an app may refuse a list without one. */
export function queryOf(statuses: CollectionReference, uids: string[]): Query {
  return query(statuses, where(documentId(), 'in', uids), limit(uids.length));
}

/** Not public: returns one status for each uid, in the order of `uids`. */
export function inOrder(
  uids: readonly string[],
  users: readonly UserStatus[],
  fromCache: boolean,
  now: number,
): UserStatus[] {
  const known = new Map(users.map((user) => [user.uid, user]));
  return uids.map((uid) => known.get(uid) ?? { ...readUserStatus(uid, undefined, now), fromCache });
}

function isEqual(status: UserStatus, other: UserStatus | undefined): boolean {
  return other !== undefined && sameStatus(status, other);
}
