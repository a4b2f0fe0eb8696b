import { readStatus, type Status } from '@firebase-presence/contract';
import { type DocumentReference, type DocumentSnapshot, FieldValue, Timestamp } from 'firebase-admin/firestore';
import type { KnownVersion, KnownVersions } from './known-versions.ts';

/**
 * What the mirror does with the status of one user in one target. For the mirror, the public status of the Realtime Database is a document
 * too (public-status.ts).
 */
export interface StatusDocument {
  /**
   * Returns the known version of this worker, most likely the current one; null if there is none. Safe as a write precondition, but its
   * content may be outdated.
   */
  recall(): DocumentVersion | null;
  read(): Promise<DocumentVersion>;
  /** Reads the document and runs `read` at the same time, so that the caller waits only for the slower one. */
  readWhile<T>(read: () => Promise<T>): Promise<ReadResult<T>>;
}

/** One version of the document. */
export interface DocumentVersion {
  /** The status in the document; null if it contains none. */
  readonly status: Status | null;
  /** The least age of this version, in milliseconds. Infinity if there is no document. */
  ageMs(): number;
  /**
   * Writes the status if this version is still the current one. @returns false if Firestore rejected the write, because the document has
   * another version by now
   */
  replace(next: Status): Promise<boolean>;
}

export interface ReadResult<T> {
  version: DocumentVersion;
  result: T;
  /** True if this version was certainly written before `read` began. Then it is as if the document had been read first. */
  inOrder: boolean;
}

/** The fields that presence owns in a document. All other fields belong to the app. */
export const OWN_FIELDS: readonly string[] = ['state', 'last_changed', 'availability', 'custom'];

/** The status document of a user in Firestore. The version is the time of the write. */
export function statusDocument(document: DocumentReference, known: KnownVersions<Timestamp>): StatusDocument {
  const versionOf = (found: KnownVersion<Timestamp>): DocumentVersion => ({
    status: found.status,
    ageMs: () => (found.version ? performance.now() - found.writtenBefore : Number.POSITIVE_INFINITY),
    async replace(next) {
      const version = await writeIfCurrent(document, found.version, storedFields(next));
      if (version === null) known.forget(document.path);
      else known.set(document.path, { status: next, version, writtenBefore: performance.now() });
      return version !== null;
    },
  });
  const remember = (snapshot: DocumentSnapshot): DocumentVersion => {
    const writtenBefore = performance.now() - ageWhenRead(snapshot);
    const found = { status: readStatus(snapshot.data()), version: snapshot.updateTime, writtenBefore };
    known.set(document.path, found);
    return versionOf(found);
  };
  return {
    recall() {
      const found = known.get(document.path);
      return found ? versionOf(found) : null;
    },
    read: async () => remember(await document.get()),
    async readWhile(read) {
      const started = performance.now();
      const ended = document.get().then((snapshot) => ({ snapshot, tookMs: performance.now() - started }));
      const [{ snapshot, tookMs }, result] = await Promise.all([ended, read()]);
      return { version: remember(snapshot), result, inOrder: ageWhenRead(snapshot) > tookMs };
    },
  };
}

/**
 * The least age that the version had when it was read, in milliseconds. Both times are Firestore's own. 0 for a missing document: it may
 * have been deleted just now.
 */
function ageWhenRead({ updateTime, readTime }: DocumentSnapshot): number {
  const roundingError = 1;
  return updateTime ? readTime.toMillis() - updateTime.toMillis() - roundingError : 0;
}

/**
 * Writes with a precondition, without a transaction. Transactions of the Admin SDK hold locks: the twenty handlers of a user who opens
 * twenty tabs would wait for each other for seconds. With a precondition, one handler succeeds without waiting and the others read again.
 *
 * @param updateTime the update time of the version to replace; undefined if there is no document
 * @param fields the new values; null removes a field
 * @returns the time of the write; null if the document has another version by now
 */
async function writeIfCurrent(
  document: DocumentReference,
  updateTime: Timestamp | undefined,
  fields: Map<string, unknown>,
): Promise<Timestamp | null> {
  const present = [...fields].filter(([, value]) => value !== null);
  const changes = [...fields].map(([field, value]) => [field, value ?? FieldValue.delete()]);
  try {
    const { writeTime } = await (updateTime
      ? document.update(Object.fromEntries(changes), { lastUpdateTime: updateTime })
      : document.create(Object.fromEntries(present)));
    return writeTime;
  } catch (error) {
    if (isConflict(error)) return null;
    throw error;
  }
}

/** gRPC's NOT_FOUND, ALREADY_EXISTS and FAILED_PRECONDITION: the document was deleted, created or written since. */
const CONFLICTS: readonly unknown[] = [5, 6, 9];

function isConflict(error: unknown): boolean {
  return error instanceof Error && 'code' in error && CONFLICTS.includes(error.code);
}

function storedFields({ state, lastChanged, availability, custom }: Status): Map<string, unknown> {
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
