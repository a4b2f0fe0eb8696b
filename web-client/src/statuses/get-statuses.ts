import { doc, getCountFromServer, getDoc, getDocs, query, where } from 'firebase/firestore';
import { assertUserId, chunksOf, databaseError, type UserStatus } from '../core/index.ts';
import { instanceOf, type Presence } from '../session/index.ts';
import { statusesOf } from './status-collection.ts';
import { statusIn } from './status-snapshot.ts';
import { inOrder, queryOf } from './watch-statuses.ts';

/**
 * Reads the status of a user once. An unknown user is offline. Costs one read.
 *
 * @throws (rejects) `presence/invalid-uid`, `presence/permission-denied`
 *
 * @example
 * const { state } = await getStatus(presence, 'alice');
 */
export async function getStatus(presence: Presence, uid: string): Promise<UserStatus> {
  const instance = instanceOf(presence);
  assertUserId(uid);
  try {
    return statusIn(await getDoc(doc(statusesOf(instance), uid)), instance.now());
  } catch (error) {
    throw databaseError(error, `read the status of user '${uid}'`);
  }
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
  const instance = instanceOf(presence);
  for (const uid of uids) assertUserId(uid);
  try {
    const statuses = statusesOf(instance);
    const snapshots = await Promise.all(chunksOf(uids).map((ids) => getDocs(queryOf(statuses, ids))));
    const users = snapshots.flatMap(({ docs }) => docs.map((each) => statusIn(each, instance.now())));
    const fromCache = snapshots.some(({ metadata }) => metadata.fromCache);
    return inOrder(uids, users, fromCache, instance.now());
  } catch (error) {
    throw databaseError(error, 'read the statuses');
  }
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
    const statuses = statusesOf(instanceOf(presence));
    return (await getCountFromServer(query(statuses, where('state', '==', 'online')))).data().count;
  } catch (error) {
    throw databaseError(error, 'count the online users');
  }
}
