import { readStatus, type Status } from '@firebase-presence/contract';
import { type DocumentReference, type DocumentSnapshot, FieldValue, Timestamp } from 'firebase-admin/firestore';
import type { KnownVersion, KnownVersions } from './known-versions.ts';

/** The document that watchers read, as far as the mirror needs it. */
export interface StatusDocument {
  /** A version that stood once, and most likely still does; null if none is known. What it can replace is no risk, what it says is. */
  recall(): DocumentVersion | null;
  read(): Promise<DocumentVersion>;
  /** Reads it while `look` looks elsewhere, which is all that there is to wait for. */
  readWhile<T>(look: () => Promise<T>): Promise<Beside<T>>;
}

/** The document as it was read. */
export interface DocumentVersion {
  /** Null if it holds no presence (yet). */
  readonly stands: Status | null;
  /** How long this version has existed by now, at least, in milliseconds. Infinity if there is no document. */
  ageMs(): number;
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

export function statusDocument(document: DocumentReference, known: KnownVersions): StatusDocument {
  const versionOf = (version: KnownVersion): DocumentVersion => ({
    stands: version.stands,
    ageMs: () => (version.updateTime ? performance.now() - version.since : Number.POSITIVE_INFINITY),
    async replace(next) {
      const updateTime = await write(document, version.updateTime, fieldsOf(next));
      if (updateTime === null) known.forget(document.path);
      else known.set(document.path, { stands: next, updateTime, since: performance.now() });
      return updateTime !== null;
    },
  });
  const learn = (snapshot: DocumentSnapshot): DocumentVersion => {
    const since = performance.now() - ageWhenRead(snapshot);
    const version = { stands: readStatus(snapshot.data()), updateTime: snapshot.updateTime, since };
    known.set(document.path, version);
    return versionOf(version);
  };
  return {
    recall() {
      const version = known.get(document.path);
      return version ? versionOf(version) : null;
    },
    read: async () => learn(await document.get()),
    async readWhile(look) {
      const started = performance.now();
      const ended = document.get().then((snapshot) => ({ snapshot, tookMs: performance.now() - started }));
      const [{ snapshot, tookMs }, seen] = await Promise.all([ended, look()]);
      return { version: learn(snapshot), seen, inOrder: ageWhenRead(snapshot) > tookMs };
    },
  };
}

/** How long it had existed when it was read, at least. Both times are Firestore's own. A missing one may have been deleted just now. */
function ageWhenRead({ updateTime, readTime }: DocumentSnapshot): number {
  const lostByRounding = 1;
  return updateTime ? readTime.toMillis() - updateTime.toMillis() - lostByRounding : 0;
}

/**
 * No transaction: those of the server SDKs hold locks, and the twenty handlers of a person who opens twenty tabs would wait for one another
 * for seconds. Here one of them wins at once, and the others look again.
 *
 * @param updateTime of the version to replace; undefined if there is none
 * @param fields null to remove it
 * @returns the time of the write; null if the document is another one by now
 */
async function write(
  document: DocumentReference,
  updateTime: Timestamp | undefined,
  fields: Map<string, unknown>,
): Promise<Timestamp | null> {
  const given = [...fields].filter(([, value]) => value !== null);
  const all = [...fields].map(([field, value]) => [field, value ?? FieldValue.delete()]);
  try {
    const { writeTime } = await (updateTime
      ? document.update(Object.fromEntries(all), { lastUpdateTime: updateTime })
      : document.create(Object.fromEntries(given)));
    return writeTime;
  } catch (error) {
    if (isOvertaken(error)) return null;
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
