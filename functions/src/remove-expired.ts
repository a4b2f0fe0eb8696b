import { type MultiPathUpdate, SETTINGS_ROOT, settingChange } from '@firebase-presence/contract';
import { type Reference, ServerValue } from 'firebase-admin/database';
import { childrenOf } from './databases.ts';

/** How many custom statuses one write removes. Each of them starts the mirror. */
const PAGE = 200;

/** How many pages one call works on. The call in the next minute continues. */
const PAGES = 20;

/**
 * Removes custom statuses that have expired. This only tidies the data: clients do not show an expired one. Reads and writes only expired
 * ones, however many others exist.
 *
 * @param now the database's time, in milliseconds since the epoch
 */
export async function removeExpired(root: Reference, now: number): Promise<void> {
  const expired = root.child(SETTINGS_ROOT).orderByChild('custom/expires_at').startAt(1).endAt(now).limitToFirst(PAGE);
  for (let page = 0; page < PAGES; page++) {
    const users = childrenOf(await expired.get());
    const update: MultiPathUpdate = {};
    for (const [uid] of users) Object.assign(update, settingChange(uid, 'custom', null, ServerValue.TIMESTAMP, null));
    if (users.length > 0) await root.update(update);
    if (users.length < PAGE) return;
  }
}
