import type { Unsubscribe } from 'firebase/auth';
import { getCountFromServer } from 'firebase/firestore';
import { databaseError, type PresenceError, type UserStatus } from '../core/index.ts';
import { instanceOf, type Presence } from '../session/index.ts';
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
import { inFirestore, onlineOf } from './firestore-reader.ts';
import { statusesOf } from './status-collection.ts';

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
  return watchStatus(inFirestore, presence, uid, next, error);
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
  return watchMyStatus(inFirestore, presence, next, error);
}

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
  return watchMany(inFirestore, presence, uids, next, error);
}

/**
 * Calls `next` with all users who are online: when they are known, and whenever they change. Waits for the sign-in, and calls `next` with
 * no users while no user is signed in on this client. Use it for groups that fit on a screen, because each watcher reads each change.
 *
 * @param error called when Firestore refuses the list. The listener starts again when another user signs in, and when this user has a new
 *   ID token. Default: the error goes to the console.
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
  return watchOnlineUsers(inFirestore, presence, next, error, options);
}

/**
 * Reads the status of a user once. An unknown user is offline. Costs one read.
 *
 * @throws (rejects) `presence/invalid-uid`, `presence/permission-denied`
 *
 * @example
 * const { state } = await getStatus(presence, 'alice');
 */
export async function getStatus(presence: Presence, uid: string): Promise<UserStatus> {
  return readStatusOnce(inFirestore, presence, uid);
}

/**
 * Reads the statuses of any number of users once, with one query for each 30 users.
 *
 * @returns the statuses in the order of `uids`; an unknown user is offline
 * @throws (rejects) `presence/invalid-uid`, `presence/permission-denied`
 *
 * @example
 * const [alice, bob] = await getStatuses(presence, ['alice', 'bob']);
 */
export async function getStatuses(presence: Presence, uids: readonly string[]): Promise<UserStatus[]> {
  return readStatusesOnce(inFirestore, presence, uids);
}

/**
 * Counts the users who are online now, without downloading them. Costs one read for each 1,000 of them.
 *
 * @throws (rejects) `presence/permission-denied`
 *
 * @example
 * console.log(`${await getOnlineCount(presence)} online`);
 */
export async function getOnlineCount(presence: Presence): Promise<number> {
  try {
    return (await getCountFromServer(onlineOf(statusesOf(instanceOf(presence))))).data().count;
  } catch (error) {
    throw databaseError(error, 'count the online users');
  }
}
