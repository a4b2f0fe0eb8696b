import type { Unsubscribe } from 'firebase/auth';
import { limit, onSnapshot, type QuerySnapshot, query, where } from 'firebase/firestore';
import { Expiry, LONGEST_TIMER_MS, type PresenceError, reportTo, type UserStatus, wholeNumber } from '../core/index.ts';
import { instanceOf, type Presence } from '../session/index.ts';
import { type OnlineUsers, settle } from './settling.ts';
import { statusIn } from './status-snapshot.ts';
import { statusesOf } from './statuses.ts';

export interface OnlineUsersOptions {
  /** Milliseconds that somebody has to be gone before `left` says so. Default: 0, for the server waits a grace period already. */
  settleMs?: number;
  /** How many users at most. Each costs a document read. Default: no limit. */
  limit?: number;
}

/**
 * Calls `next` with everybody who is online: as soon as it is known, and whenever it changes. Meant for groups that fit
 * on a screen: each change is read by each watcher.
 *
 * @param error called once if the listener had to end. Without it the error goes to the console.
 * @returns removes the listener
 * @throws `presence/invalid-argument` if an option is not a number it can use
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
  const settling = settle(settleMs, next);
  let latest: QuerySnapshot | null = null;
  const look = (): void => {
    if (latest === null) return;
    const users: UserStatus[] = latest.docs.map((document) => statusIn(document, instance.now()));
    expiry.watch(users, instance.now());
    settling.update(users, latest.metadata.fromCache);
  };
  const expiry = new Expiry(look);
  const stop = onSnapshot(
    query(statusesOf(instance), where('state', '==', 'online'), ...most),
    { includeMetadataChanges: true },
    (snapshot) => {
      latest = snapshot;
      look();
    },
    reportTo(error, 'to watch the online users'),
  );
  return () => {
    stop();
    settling.stop();
    expiry.stop();
  };
}
