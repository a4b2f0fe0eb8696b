import { fieldsOf, SETTINGS_ROOT, settingsPath } from '@firebase-presence/contract';
import { type Reference, ServerValue } from 'firebase-admin/database';
import { childrenOf } from './databases.ts';
import { hasHalfCharacter } from './half-character.ts';

/** How many custom statuses are removed at a time. Each of them starts the mirror. */
const PAGE = 200;

/** How many pages one call works on. The call in the next minute continues. */
const PAGES = 20;

/**
 * Removes custom statuses that have expired. This only tidies the data: clients do not show an expired one. Reads and writes only expired
 * ones, however many others exist.
 *
 * @param now the database's time, in milliseconds since the epoch
 * @throws (rejects) if one could not be removed, when all have been tried
 */
export async function removeExpired(root: Reference, now: number): Promise<void> {
  const expired = root.child(SETTINGS_ROOT).orderByChild('custom/expires_at').endAt(now);
  const reasons: unknown[] = [];
  let page = childrenOf(await expired.startAt(1).limitToFirst(PAGE).get());
  for (let pages = 1; page.length > 0; pages++) {
    const ends = await Promise.allSettled(page.map(([uid, settings]) => removeIfExpired(root, uid, settings, now)));
    for (const end of ends) if (end.status === 'rejected') reasons.push(end.reason);
    const [lastUid, last] = page.at(-1) ?? [];
    if (page.length < PAGE || pages === PAGES) break;
    // Continues after the last user of the page, so that users who fail do not block the others.
    page = childrenOf(
      await expired
        .startAfter(Number(endOf(last)), lastUid)
        .limitToFirst(PAGE)
        .get(),
    );
  }
  if (reasons.length > 0)
    throw new AggregateError(reasons, `Cannot remove ${reasons.length} expired custom statuses: ${reasons[0]}`);
}

/** The user may have set another custom status since the query. */
async function removeIfExpired(root: Reference, uid: string, queried: unknown, now: number): Promise<void> {
  const settings = root.child(settingsPath(uid));
  if (endsNoTransaction(queried)) {
    await settings.update({ custom: null, last_changed: ServerValue.TIMESTAMP });
    return;
  }
  await settings.transaction(
    (value: unknown) => {
      // The SDK may begin with null, before it knows the value.
      if (value === null) return null;
      const end = endOf(value);
      if (typeof end !== 'number' || end > now || endsNoTransaction(value)) return undefined;
      return { ...fieldsOf(value), custom: null, last_changed: ServerValue.TIMESTAMP };
    },
    undefined,
    false,
  );
}

/** Without this, the transaction of one user would go on for ever, and with it the scheduled function. */
function endsNoTransaction(settings: unknown): boolean {
  const { text, emoji } = customOf(settings);
  return hasHalfCharacter(text) || hasHalfCharacter(emoji);
}

const customOf = (settings: unknown): Record<string, unknown> => fieldsOf(fieldsOf(settings).custom);

const endOf = (settings: unknown): unknown => customOf(settings).expires_at;
