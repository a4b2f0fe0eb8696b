import {
  type CollectionReference,
  type DocumentReference,
  doc,
  documentId,
  getDoc,
  getDocs,
  limit as limitTo,
  onSnapshot,
  type Query,
  type QueryFieldFilterConstraint,
  query,
  where,
} from 'firebase/firestore';
import { chunksOf } from '../core/index.ts';
import type { Source, StatusReader } from '../statuses/index.ts';
import { statusesOf } from './status-collection.ts';
import { statusIn } from './status-snapshot.ts';

/** Reads the status documents. */
export const inFirestore: StatusReader = {
  check: (instance) => void statusesOf(instance),
  one: (instance, uid) => ofDocument(doc(statusesOf(instance), uid)),
  many(instance, uids) {
    const statuses = statusesOf(instance);
    return chunksOf(uids).map((ids) => ofQuery(someOf(statuses, ids)));
  },
  online: (instance, limit) => ofQuery(onlineOf(statusesOf(instance), limit), limit),
  onlineOf(instance, uids) {
    const statuses = statusesOf(instance);
    return chunksOf(uids).map((ids) => ofQuery(query(someOf(statuses, ids), isOnline())));
  },
  async get(instance, uids) {
    const statuses = statusesOf(instance);
    const [only] = uids;
    if (only !== undefined && uids.length === 1) return [statusIn(await getDoc(doc(statuses, only)))];
    const snapshots = await Promise.all(chunksOf(uids).map((ids) => getDocs(someOf(statuses, ids))));
    return snapshots.flatMap(({ docs, metadata: { fromCache } }) =>
      docs.map((each) => ({ ...statusIn(each), fromCache })),
    );
  },
};

const isOnline = (): QueryFieldFilterConstraint => where('state', '==', 'online');

export function onlineOf(statuses: CollectionReference, limit?: number): Query {
  return query(statuses, isOnline(), ...(limit === undefined ? [] : [limitTo(limit)]));
}

/** It has a limit, because the security rules of an app may refuse a list without one. */
function someOf(statuses: CollectionReference, uids: string[]): Query {
  return query(statuses, where(documentId(), 'in', uids), limitTo(uids.length));
}

function ofDocument(document: DocumentReference): Source {
  return ({ next, ended }) => ({
    stop: onSnapshot(
      document,
      { includeMetadataChanges: true },
      (snapshot) => next({ statuses: [statusIn(snapshot)], fromCache: snapshot.metadata.fromCache }),
      ended,
    ),
  });
}

function ofQuery(query: Query, limit = Number.POSITIVE_INFINITY): Source {
  return ({ next, ended }) => ({
    stop: onSnapshot(
      query,
      { includeMetadataChanges: true },
      ({ docs, metadata: { fromCache } }) =>
        next({ statuses: docs.map(statusIn), fromCache, atLimit: docs.length >= limit }),
      ended,
    ),
  });
}
