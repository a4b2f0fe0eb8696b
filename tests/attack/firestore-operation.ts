import type { Fields, Firestore } from '../rules/status-document.ts';
import { ALICE, BOB } from './examples.ts';
import { type DocumentPlace, documentPath } from './firestore-places.ts';

/** One request to Firestore that must be refused. */
export interface DocumentOperation {
  title: string;
  /** Nobody who is signed in if null; `guest` signed in anonymously. */
  as: string | null;
  /** Paths of documents and what stands there before; what depends on the time is a function of it. */
  stands: Documents;
  asks: (client: FirestoreClient, now: number) => Promise<unknown>;
}

export type Documents = Record<string, Fields>;

/** One device, with the SDK and with the REST API. */
export interface FirestoreClient {
  firestore: Firestore;
  rest: (method: string, path: string, fields?: Fields) => Promise<void>;
}

type Asks = Pick<DocumentOperation, 'asks'>;
type FieldsAt = (now: number) => Fields;

export const sets = (path: string, fields: FieldsAt): Asks => ({
  asks: ({ firestore }, now) => firestore.doc(path).set(fields(now)),
});

export const merges = (path: string, fields: FieldsAt): Asks => ({
  asks: ({ firestore }, now) => firestore.doc(path).set(fields(now), { merge: true }),
});

export const updates = (path: string, fields: FieldsAt): Asks => ({
  asks: ({ firestore }, now) => firestore.doc(path).update(fields(now)),
});

export const deletes = (path: string): Asks => ({ asks: ({ firestore }) => firestore.doc(path).delete() });

export const transacts = (path: string, fields: FieldsAt): Asks => ({
  asks: ({ firestore }, now) =>
    firestore.runTransaction(async (transaction) => {
      transaction.set(firestore.doc(path), fields(now));
    }),
});

/** Both in one batch, of which nothing may be written if one of them is wrong. */
export const batches = (right: Record<string, FieldsAt>, path: string, fields: FieldsAt): Asks => ({
  asks: ({ firestore }, now) => {
    const batch = firestore.batch();
    for (const [place, values] of Object.entries(right)) batch.set(firestore.doc(place), values(now));
    return batch.set(firestore.doc(path), fields(now)).commit();
  },
});

export const calls = (method: string, path: string, fields: FieldsAt = () => ({})): Asks => ({
  asks: ({ rest }, now) => rest(method, path, method === 'PATCH' ? fields(now) : undefined),
});

export const NOTHING: Documents = {};

/** What stands when everybody has written, an hour ago. */
export function everything(places: DocumentPlace[]): Documents {
  return Object.fromEntries(
    places.flatMap((place) =>
      [ALICE, BOB].map((party) => [documentPath(place, party), laterResolved(place.example.stands)]),
    ),
  );
}

/** Fields as the tables of tests/rules have them: each a value, or a function of the time. */
function laterResolved(fields: FieldsAt): Fields {
  return Object.fromEntries(Object.keys(fields(0)).map((name) => [name, (now: number) => fields(now)[name]]));
}
