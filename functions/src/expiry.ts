import { choice, type MultiPathUpdate, SETTINGS_ROOT } from '@firebase-presence/contract';
import { type Reference, ServerValue } from 'firebase-admin/database';
import { childrenOf } from './databases.ts';

/** How many are removed by one write, each of which starts the mirror. */
const PAGE = 200;

/** How many pages one call works on; the next minute does the rest. */
const PAGES = 20;

/**
 * Removes custom statuses that have expired. Readers stopped showing them by themselves; this tidies the data. Reads and writes what has
 * expired, however many others there are.
 *
 * @param now the database's time, in milliseconds since the epoch
 */
export async function removeExpired(root: Reference, now: number): Promise<void> {
  const expired = root.child(SETTINGS_ROOT).orderByChild('custom/expires_at').startAt(1).endAt(now).limitToFirst(PAGE);
  for (let page = 0; page < PAGES; page++) {
    const users = childrenOf(await expired.get());
    const update: MultiPathUpdate = {};
    for (const [uid] of users) Object.assign(update, choice(uid, 'custom', null, ServerValue.TIMESTAMP, null));
    if (users.length > 0) await root.update(update);
    if (users.length < PAGE) return;
  }
}
