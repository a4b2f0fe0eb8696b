import type { DocumentData, DocumentSnapshot } from 'firebase/firestore';
import { readUserStatus, type UserStatus } from '../core/index.ts';

/** Not public: reads the status from a snapshot of its document. `now` is the server's time, in milliseconds. */
export function statusIn(snapshot: DocumentSnapshot<DocumentData>, now: number): UserStatus {
  const fields = snapshot.data({ serverTimestamps: 'estimate' });
  return { ...readUserStatus(snapshot.id, fields, now), fromCache: snapshot.metadata.fromCache };
}
