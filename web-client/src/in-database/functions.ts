import { MAX_ONLINE_LIST } from '@firebase-presence/contract';
import type { Unsubscribe } from 'firebase/auth';
import type { PresenceError, UserStatus } from '../core/index.ts';
import type { Presence } from '../session/index.ts';
import {
  type OnlineUsers,
  type OnlineUsersOptions,
  readStatusesOnce,
  readStatusOnce,
  watchMany,
  watchMyStatus,
  watchOnlineUsers,
  watchStatus,
} from '../statuses/index.ts';
import { inDatabase } from './database-reader.ts';

/**
 * Calls `next` with the status of a user: when it is known, and whenever it changes. Waits for the sign-in, and calls `next` with null
 * while no user is signed in on this client. Reads the Realtime Database.
 *
 * @param error called with `presence/no-public-statuses` if the functions do not write the statuses there, and when the security rules
 *   refuse the status. The listener stays and tries again. Default: the error goes to the console.
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
  return watchStatus(inDatabase, presence, uid, next, error);
}

/**
 * Calls `next` with the signed-in user's own status as others see it, and with null while no user is signed in. When this client loses
 * its connection, the status becomes `offline` at once.
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
  return watchMyStatus(inDatabase, presence, next, error);
}

/**
 * Calls `next` with the statuses of any number of users: when all are known, and whenever one changes. Waits for the sign-in, and calls
 * `next` with an empty array while no user is signed in on this client. Listens to one node for each user.
 *
 * @param next gets the statuses in the order of `uids`; an unknown user is offline
 * @param error as in {@link onStatusChanged}
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
  return watchMany(inDatabase, presence, uids, next, error);
}

/**
 * Calls `next` with the users who are online: when they are known, and whenever they change. Waits for the sign-in, and calls `next` with
 * no users while no user is signed in on this client. Without the option `uids`, the list has at most 1,000 users. With so many, `atLimit` is
 * true. It contains only users of the database instance that holds the signed-in user.
 *
 * @param error as in {@link onStatusChanged}
 * @returns removes the listener
 * @throws `presence/invalid-argument` if an option cannot be used, `presence/invalid-uid` if no user can have one of the ids
 *
 * @example
 * const unsubscribe = onOnlineUsersChanged(presence, ({ users, joined, left }) => render(users, joined, left));
 *
 * @example
 * const unsubscribe = onOnlineUsersChanged(presence, ({ users }) => render(users), undefined, { uids: ['alice', 'bob'] });
 */
export function onOnlineUsersChanged(
  presence: Presence,
  next: (online: OnlineUsers) => void,
  error?: (error: PresenceError) => void,
  options: OnlineUsersOptions = {},
): Unsubscribe {
  return watchOnlineUsers(inDatabase, presence, next, error, options, MAX_ONLINE_LIST);
}

/**
 * Reads the status of a user once. An unknown user is offline.
 *
 * @throws (rejects) `presence/invalid-uid`, `presence/permission-denied`, `presence/no-public-statuses`
 *
 * @example
 * const { state } = await getStatus(presence, 'alice');
 */
export async function getStatus(presence: Presence, uid: string): Promise<UserStatus> {
  return readStatusOnce(inDatabase, presence, uid);
}

/**
 * Reads the statuses of any number of users once, with one read for each user.
 *
 * @returns the statuses in the order of `uids`; an unknown user is offline
 * @throws (rejects) `presence/invalid-uid`, `presence/permission-denied`, `presence/no-public-statuses`
 *
 * @example
 * const [alice, bob] = await getStatuses(presence, ['alice', 'bob']);
 */
export async function getStatuses(presence: Presence, uids: readonly string[]): Promise<UserStatus[]> {
  return readStatusesOnce(inDatabase, presence, uids);
}
