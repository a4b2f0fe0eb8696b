import { readStatus } from '@firebase-presence/contract';
import type { DocumentData, DocumentSnapshot } from 'firebase/firestore';
import type { StoredStatus } from '../statuses/index.ts';

/** Not public: reads the status from a snapshot of its document. */
export function statusIn(snapshot: DocumentSnapshot<DocumentData>): StoredStatus {
  const fields = snapshot.data({ serverTimestamps: 'estimate' });
  return { uid: snapshot.id, status: readStatus(fields), fromCache: snapshot.metadata.fromCache };
}
