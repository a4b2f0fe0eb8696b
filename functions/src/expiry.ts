import { choice, SETTINGS_ROOT } from '@firebase-presence/contract';
import { type Database, ServerValue } from 'firebase-admin/database';
import { serverTime } from './databases.ts';

/** How many go in one write, each of which wakes the mirror. */
const BATCH = 200;

/**
 * Removes custom statuses whose time is over. Readers stopped showing them by themselves; this tidies the data. Reads and writes what
 * has expired, whatever stands.
 */
export async function removeExpired(database: Database): Promise<void> {
  const now = await serverTime(database.ref(), 'sweeper/expired_at');
  const query = database.ref(SETTINGS_ROOT).orderByChild('custom/expires_at').startAt(1).endAt(now).limitToFirst(BATCH);
  const uids = Object.keys((await query.get()).val() ?? {});
  if (uids.length === 0) return;
  const updates = uids.map((uid) => choice(uid, 'custom', null, ServerValue.TIMESTAMP));
  await database.ref().update(Object.assign({}, ...updates));
  if (uids.length === BATCH) await removeExpired(database);
}
