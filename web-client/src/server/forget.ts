import { assertUserId } from '../core/index.ts';
import type { AdminDatabase } from './database.ts';

/**
 * Has presence forget users whose accounts this server deleted with `deleteUsers`, for which Firebase calls no function. The scheduled
 * function erases what presence holds of them within a minute, and tries until it is done. An account with the same uid that is made
 * afterwards keeps its data.
 *
 * @param database the Realtime Database instance that holds the users; call it once for each if there are several
 * @throws (rejects) `presence/invalid-uid` if no user can have such an id, otherwise what the Admin SDK rejects with
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
