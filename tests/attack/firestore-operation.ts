import type { Fields, Firestore } from '../rules/status-document.ts';
import { ALICE, BOB } from './examples.ts';
import { type DocumentPlace, documentPath } from './firestore-places.ts';

/** One request of an attack to Firestore. */
export interface DocumentOperation {
  title: string;
  /** The uid of the client. Null: a signed-out client. `guest`: an anonymous user. */
  as: string | null;
  /** The documents before the request, by path. A field that depends on the time is a function of this time. */
  initial: Documents;
  asks: (client: FirestoreClient, now: number) => Promise<unknown>;
}

export type Documents = Record<string, Fields>;

/** One device, with Firebase's SDK and with the REST API. */
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

/** Writes the document in one batch with valid documents. Firestore must refuse the whole batch. */
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

/** The documents of both parties, written an hour ago. */
export function everything(places: DocumentPlace[]): Documents {
  return Object.fromEntries(
    places.flatMap((place) =>
      [ALICE, BOB].map((party) => [documentPath(place, party), laterResolved(place.example.initial)]),
    ),
  );
}

/** Returns the fields in the form of tests/rules: each field is a function of the time. */
function laterResolved(fields: FieldsAt): Fields {
  return Object.fromEntries(Object.keys(fields(0)).map((name) => [name, (now: number) => fields(now)[name]]));
}
