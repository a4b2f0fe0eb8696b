import { fieldsOf, SETTINGS_ROOT, settingsPath } from '@firebase-presence/contract';
import { type Reference, ServerValue } from 'firebase-admin/database';
import { childrenOf } from './databases.ts';

/** How many custom statuses are removed at a time. Each of them starts the mirror. */
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
    await Promise.all(users.map(([uid]) => removeIfExpired(root, uid, now)));
    if (users.length < PAGE) return;
  }
}

/** The user may have set another custom status since the query. */
async function removeIfExpired(root: Reference, uid: string, now: number): Promise<void> {
  await root.child(settingsPath(uid)).transaction(
    (value: unknown) => {
      const { expires_at: expiresAt } = fieldsOf(fieldsOf(value).custom);
      if (typeof expiresAt !== 'number' || expiresAt > now) return value;
      return { ...fieldsOf(value), custom: null, last_changed: ServerValue.TIMESTAMP };
    },
    undefined,
    false,
  );
}
