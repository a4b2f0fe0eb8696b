import { readStatus, type Status } from '@firebase-presence/contract';
import { type DocumentReference, type Firestore, Timestamp } from 'firebase-admin/firestore';

/** The document that watchers read, as far as the mirror needs it. */
export interface StatusDocument {
  /** Null if it holds no presence (yet). */
  read(): Promise<Status | null>;
  /**
   * Locks the document, asks what it has to say, and writes that: one transaction, so it may ask again. `next` is null to leave
   * the document as it stands.
   */
  change<T extends { next: Status | null }>(decide: (stands: Status | null) => Promise<T>): Promise<T>;
}

export function statusDocument(firestore: Firestore, document: DocumentReference): StatusDocument {
  return {
    read: async () => readStatus((await document.get()).data()),
    change: (decide) =>
      firestore.runTransaction(async (transaction) => {
        const decision = await decide(readStatus((await transaction.get(document)).data()));
        // Merged, for the other fields are the app's.
        if (decision.next) transaction.set(document, fieldsOf(decision.next), { merge: true });
        return decision;
      }),
  };
}

function fieldsOf({ state, lastChanged }: Status): { state: string; last_changed: Timestamp } {
  return { state, last_changed: Timestamp.fromMillis(lastChanged) };
}
