import { assertUserId } from '../core/index.ts';
import type { AdminDatabase } from './database.ts';

/**
 * Erases the presence data of users whose accounts this server deleted with `deleteUsers`. Firebase calls no function for such a deletion.
 * The scheduled function erases the data within a minute, and tries again until it succeeds. A later account with the same uid keeps its
 * data.
 *
 * @param database the Realtime Database instance that holds the users; with several instances, call the function once for each
 * @returns resolves when the request is stored
 * @throws (rejects) `presence/invalid-uid` if no user can have one of the ids, otherwise the error of the Admin SDK
 *
 * @example
 * await getAuth().deleteUsers(['alice', 'bob']);
 * await forgetUsers(getDatabase(), ['alice', 'bob']);
 */
export async function forgetUsers(database: AdminDatabase, uids: readonly string[]): Promise<void> {
  for (const uid of uids) assertUserId(uid);
  const now = Date.now();
  await database.ref('presence/forget').update(Object.fromEntries(uids.map((uid) => [uid, now])));
}
