import type { Unsubscribe } from 'firebase/auth';
import { LONGEST_TIMER_MS, type PresenceError, wholeNumber } from '../core/index.ts';
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
}

/**
 * Watches the users who are online.
 *
 * @param mostUsers the largest limit that the database accepts
 * @throws `presence/invalid-argument` if an option is not a whole number in its range
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
  const settleMs = wholeNumber('settleMs', options.settleMs ?? 0, 0, LONGEST_TIMER_MS);
  const limit = options.limit === undefined ? undefined : wholeNumber('limit', options.limit, 1, mostUsers);
  let tracker = trackOnlineUsers(settleMs, next);
  const stop = watchStatuses(
    instance,
    reader,
    {
      action: 'watch the online users',
      sources: (signedIn) => [reader.online(instance, limit, signedIn)],
      onChange: (users, fromCache, atLimit) => tracker.update(users, fromCache, atLimit),
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
