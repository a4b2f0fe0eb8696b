import { doc, type Firestore, onSnapshot, Timestamp } from 'firebase/firestore';

export interface OwnDocument {
  /** Null if there is no document. */
  data: Record<string, unknown> | null;
  /** False while this page shows its own cache, because the server has not confirmed that content. */
  onTheServer: boolean;
}

export function onOwnDocumentChanged(
  firestore: Firestore,
  uid: string,
  next: (document: OwnDocument) => void,
  failed: (error: Error) => void,
): () => void {
  return onSnapshot(
    doc(firestore, 'status', uid),
    { includeMetadataChanges: true },
    (snapshot) => {
      const { hasPendingWrites, fromCache } = snapshot.metadata;
      next({ data: fieldsOf(snapshot.data()), onTheServer: !hasPendingWrites && !fromCache });
    },
    failed,
  );
}

function fieldsOf(data: object | undefined): Record<string, unknown> | null {
  if (data === undefined) return null;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, readable(value)]));
}

/** JSON has no times. */
function readable(value: unknown): unknown {
  if (value instanceof Timestamp) return value.toDate().toISOString();
  return typeof value === 'object' && value !== null ? fieldsOf(value) : value;
}
