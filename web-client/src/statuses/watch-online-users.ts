import type { Unsubscribe } from 'firebase/auth';
import { limit, query, where } from 'firebase/firestore';
import { LONGEST_TIMER_MS, type PresenceError, wholeNumber } from '../core/index.ts';
import { instanceOf, type Presence } from '../session/index.ts';
import { type OnlineUsers, trackOnlineUsers } from './settling.ts';
import { ofQuery, watchStatuses } from './watch.ts';

/** The options of {@link onOnlineUsersChanged}. */
export interface OnlineUsersOptions {
  /** How many milliseconds a user has to be offline before `left` has the uid. Default: 0, because the mirror waits for a grace period. */
  settleMs?: number;
  /** The largest number of users. Each user costs a document read. Default: no limit. */
  limit?: number;
}

/**
 * Calls `next` with all users who are online: when they are known, and whenever they change. Waits for the sign-in, and calls `next` with
 * no users while no user is signed in on this client. Use it for groups that fit on a screen, because each watcher reads each change.
 *
 * @param error called when Firestore refuses the list. The listener starts again when another user signs in, and when this user has a new
 *   ID token. Default: the error goes to the console.
 * @returns removes the listener
 * @throws `presence/invalid-argument` if an option is not a whole number in its range
 *
 * @example
 * const unsubscribe = onOnlineUsersChanged(presence, ({ users, joined, left }) => render(users, joined, left));
 */
export function onOnlineUsersChanged(
  presence: Presence,
  next: (online: OnlineUsers) => void,
  error?: (error: PresenceError) => void,
  options: OnlineUsersOptions = {},
): Unsubscribe {
  const instance = instanceOf(presence);
  const settleMs = wholeNumber('settleMs', options.settleMs ?? 0, 0, LONGEST_TIMER_MS);
  const most = options.limit === undefined ? [] : [limit(wholeNumber('limit', options.limit, 1))];
  let tracker = trackOnlineUsers(settleMs, next);
  const stop = watchStatuses(
    instance,
    {
      action: 'watch the online users',
      sources: (statuses) => [ofQuery(query(statuses, where('state', '==', 'online'), ...most))],
      onChange: (users, fromCache) => tracker.update(users, fromCache),
      onSignedOut() {
        tracker.stop();
        tracker = trackOnlineUsers(settleMs, next);
        next({ users: [], joined: [], left: [], fromCache: true });
      },
    },
    error,
  );
  return () => {
    stop();
    tracker.stop();
  };
}
