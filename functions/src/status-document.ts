import { readStatus, type Status } from '@firebase-presence/contract';
import { type DocumentReference, type DocumentSnapshot, FieldValue, Timestamp } from 'firebase-admin/firestore';

/** The document that watchers read, as far as the mirror needs it. */
export interface StatusDocument {
  /** Null if it holds no presence (yet). */
  read(): Promise<Status | null>;
  /**
   * Asks what the document has to say, and writes that unless somebody has written it since it was read; then it reads and asks again.
   *
   * @param next null to leave it
   */
  change<T extends { next: Status | null }>(decide: (stands: Status | null) => Promise<T>): Promise<T>;
}

/** The fields that presence owns in a document; all others are the app's. */
export const OWN_FIELDS: readonly string[] = ['state', 'last_changed', 'availability', 'custom'];

export function statusDocument(document: DocumentReference): StatusDocument {
  return {
    read: async () => readStatus((await document.get()).data()),
    async change(decide) {
      for (;;) {
        const snapshot = await document.get();
        const decision = await decide(readStatus(snapshot.data()));
        if (decision.next === null || (await wrote(snapshot, fieldsOf(decision.next)))) return decision;
      }
    },
  };
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
