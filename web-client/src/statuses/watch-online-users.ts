import type { Unsubscribe } from 'firebase/auth';
import {
  assertUserId,
  invalidArgument,
  LONGEST_TIMER_MS,
  type PresenceError,
  type UserStatus,
  wholeNumber,
} from '../core/index.ts';
import { instanceOf, type Presence } from '../session/index.ts';
import { noOnlineUsers, type OnlineUsers, trackOnlineUsers } from './settling.ts';
import type { StatusReader } from './status-reader.ts';
import { watchStatuses } from './watch.ts';

/** The options of `onOnlineUsersChanged`. */
export interface OnlineUsersOptions {
  /** How many milliseconds a user has to be offline before `left` has the uid. Default: 0, because the mirror waits for a grace period. */
  settleMs?: number;
  /**
   * The largest number of users. With so many, `atLimit` is true. Each user costs a document read. Default: no limit. In
   * `firebase-presence/without-firestore` each user costs some hundred bytes, and 1,000 is the default and the most.
   */
  limit?: number;
  /**
   * Shows only those of these users who are online, for example the contacts of a user. Default: all users. In Firestore, a contact who is
   * offline costs no read, but each 30 of them cost at least one. It excludes `limit`.
   */
  uids?: readonly string[];
}

/**
 * Watches the users who are online.
 *
 * @param mostUsers the largest limit that the database accepts
 * @throws `presence/invalid-argument` if an option cannot be used, `presence/invalid-uid` if no user can have one of the ids
 */
export function watchOnlineUsers(
  reader: StatusReader,
  presence: Presence,
  next: (online: OnlineUsers) => void,
  error: ((error: PresenceError) => void) | undefined,
  options: OnlineUsersOptions,
  mostUsers?: number,
): Unsubscribe {
  const instance = instanceOf(presence);
  const { settleMs, limit, uids } = checkedOptions(options, mostUsers);
  let tracker = trackOnlineUsers(settleMs, next);
  const stop = watchStatuses(
    instance,
    reader,
    {
      action: 'watch the online users',
      sources: (signedIn) =>
        uids ? reader.onlineOf(instance, uids, signedIn) : [reader.online(instance, limit, signedIn)],
      onChange: (users, fromCache, atLimit) => tracker.update(users.filter(isOnline), fromCache, atLimit),
      onSignedOut() {
        tracker.stop();
        tracker = trackOnlineUsers(settleMs, next);
        next(noOnlineUsers());
      },
    },
    error,
  );
  return () => {
    stop();
    tracker.stop();
  };
}

/** @throws as {@link watchOnlineUsers} */
export function checkedOptions(
  { settleMs = 0, limit, uids }: OnlineUsersOptions,
  mostUsers?: number,
): OnlineUsersOptions & { settleMs: number } {
  if (uids && limit !== undefined) throw invalidArgument('Cannot use limit together with uids. Leave out one of them.');
  for (const uid of uids ?? []) assertUserId(uid);
  return {
    settleMs: wholeNumber('settleMs', settleMs, 0, LONGEST_TIMER_MS),
    ...(limit !== undefined && { limit: wholeNumber('limit', limit, 1, mostUsers) }),
    ...(uids && { uids: [...uids] }),
  };
}

function isOnline({ state }: UserStatus): boolean {
  return state === 'online';
}
