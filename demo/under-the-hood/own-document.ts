import {
  collection,
  type DocumentSnapshot,
  type Firestore,
  onSnapshot,
  type Query,
  query,
  Timestamp,
  where,
} from 'firebase/firestore';
import { offlineUsers } from '../people.ts';

export interface OwnDocument {
  /** Null if there is no document. */
  data: Record<string, unknown> | null;
  /** False while this page shows its own cache, because the server has not confirmed that content. */
  onTheServer: boolean;
}

/**
 * Finds the document with the two queries of the list of users, because Firestore sends equal queries only once. A listener to the document
 * itself would be one more, and Google's emulator loses updates for a client that has several listeners to one document.
 */
export function onOwnDocumentChanged(
  firestore: Firestore,
  uid: string,
  next: (document: OwnDocument) => void,
  failed: (error: Error) => void,
): () => void {
  const onlineUsers = query(collection(firestore, 'status'), where('state', '==', 'online'));
  const answered = new Set<Query>();
  let exists = false;
  const stops = [onlineUsers, offlineUsers(firestore)].map((users) =>
    onSnapshot(
      users,
      { includeMetadataChanges: true },
      ({ docs, metadata }) => {
        const own = docs.find(({ id }) => id === uid);
        if (!metadata.fromCache) answered.add(users);
        exists ||= own !== undefined;
        if (own) next(describe(own));
        // Between two states, neither query has an existing document for a moment.
        else if (!exists && answered.size === 2) next({ data: null, onTheServer: true });
      },
      failed,
    ),
  );
  return () => {
    for (const stop of stops) stop();
  };
}

function describe(document: DocumentSnapshot): OwnDocument {
  const { hasPendingWrites, fromCache } = document.metadata;
  return { data: fieldsOf(document.data()), onTheServer: !hasPendingWrites && !fromCache };
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
