import { readStatus, type Status } from '@firebase-presence/contract';
import { type DocumentReference, type DocumentSnapshot, FieldValue, Timestamp } from 'firebase-admin/firestore';

/** The document that watchers read, as far as the mirror needs it. */
export interface StatusDocument {
  read(): Promise<DocumentVersion>;
  /** Reads it while `look` looks elsewhere, which is all that there is to wait for. */
  readWhile<T>(look: () => Promise<T>): Promise<Beside<T>>;
}

/** The document as it was read. */
export interface DocumentVersion {
  /** Null if it holds no presence (yet). */
  readonly stands: Status | null;
  /** Writes what the document has to say. @returns false if somebody has written it since it was read: then nothing is written */
  replace(next: Status): Promise<boolean>;
}

export interface Beside<T> {
  version: DocumentVersion;
  seen: T;
  /** It is certain that `look` began after this version was written, as it would have if the document had been read before. */
  inOrder: boolean;
}

/** The fields that presence owns in a document; all others are the app's. */
export const OWN_FIELDS: readonly string[] = ['state', 'last_changed', 'availability', 'custom'];

export function statusDocument(document: DocumentReference): StatusDocument {
  const read = async () => versionOf(await document.get());
  return {
    read,
    async readWhile(look) {
      const started = performance.now();
      const ended = document.get().then((snapshot) => ({ snapshot, tookMs: performance.now() - started }));
      const [{ snapshot, tookMs }, seen] = await Promise.all([ended, look()]);
      return { version: versionOf(snapshot), seen, inOrder: ageMs(snapshot) > tookMs };
    },
  };
}

function versionOf(snapshot: DocumentSnapshot): DocumentVersion {
  return { stands: readStatus(snapshot.data()), replace: (next) => wrote(snapshot, fieldsOf(next)) };
}

/** How long it had stood when it was read, at least. Both times are Firestore's own. One that is not there may have been deleted just now. */
function ageMs({ updateTime, readTime }: DocumentSnapshot): number {
  const lostByRounding = 1;
  return updateTime ? readTime.toMillis() - updateTime.toMillis() - lostByRounding : 0;
}

/**
 * No transaction: those of the server SDKs hold locks, and the twenty handlers of a person who opens twenty tabs would wait for one another
 * for seconds. Here one of them wins at once, and the others look again.
 *
 * @param fields null to remove it
 * @returns false if the document is not as it was read any more
 */
async function wrote({ ref, updateTime }: DocumentSnapshot, fields: Map<string, unknown>): Promise<boolean> {
  const given = [...fields].filter(([, value]) => value !== null);
  const all = [...fields].map(([field, value]) => [field, value ?? FieldValue.delete()]);
  try {
    await (updateTime
      ? ref.update(Object.fromEntries(all), { lastUpdateTime: updateTime })
      : ref.create(Object.fromEntries(given)));
    return true;
  } catch (error) {
    if (isOvertaken(error)) return false;
    throw error;
  }
}

/** gRPC's NOT_FOUND, ALREADY_EXISTS and FAILED_PRECONDITION: deleted, created or written since. */
const OVERTAKEN: readonly unknown[] = [5, 6, 9];

function isOvertaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && OVERTAKEN.includes(error.code);
}

function fieldsOf({ state, lastChanged, availability, custom }: Status): Map<string, unknown> {
  return new Map<string, unknown>([
    ['state', state],
    ['last_changed', Timestamp.fromMillis(lastChanged)],
    ['availability', availability === 'available' ? null : availability],
    ['custom', custom && customFields(custom)],
  ]);
}

function customFields({ text, emoji, expiresAt }: NonNullable<Status['custom']>): Record<string, unknown> {
  return {
    text,
    ...(emoji !== null && { emoji }),
    ...(expiresAt !== null && { expires_at: Timestamp.fromMillis(expiresAt) }),
  };
}
