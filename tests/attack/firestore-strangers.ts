import { ALICE, BOB } from './examples.ts';
import {
  batches,
  calls,
  type DocumentOperation,
  deletes,
  everything,
  type FirestoreClient,
  merges,
  NOTHING,
  sets,
  transacts,
  updates,
} from './firestore-operation.ts';
import { type DocumentPlace, documentPath } from './firestore-places.ts';

const STRANGERS = { 'another user': BOB.uid, 'an anonymous user': 'guest', 'a signed-out client': null };

/** Writes that only the owner may make, made by others. */
export function writtenByStrangers(places: DocumentPlace[]): DocumentOperation[] {
  const initial = everything(places);
  return Object.entries(STRANGERS).flatMap(([who, as]) =>
    places.flatMap((place) => {
      const path = documentPath(place);
      const valid = as === BOB.uid ? { [documentPath(place, BOB)]: place.example.creates } : {};
      return [
        ...waysToWrite(place).map((each) => ({
          ...each,
          title: `${each.title} in a new document`,
          initial: NOTHING,
        })),
        ...waysToWrite(place).map((each) => ({ ...each, title: `${each.title} in an existing document`, initial })),
        {
          title: `${path} is written in a batch with valid documents`,
          initial,
          ...batches(valid, path, place.example.creates),
        },
        { title: `${path} is updated`, initial, ...updates(path, place.example.creates) },
        { title: `${path} is deleted`, initial, ...deletes(path) },
        { title: `${path} is deleted over REST`, initial, ...calls('DELETE', path) },
      ].map((operation) => ({ ...operation, as, title: `${operation.title}, by ${who}` }));
    }),
  );
}

function waysToWrite(place: DocumentPlace) {
  const path = documentPath(place);
  const fields = place.example.creates;
  return [
    { title: `${path} is set`, ...sets(path, fields) },
    { title: `${path} is merged`, ...merges(path, fields) },
    { title: `${path} is set in a transaction`, ...transacts(path, fields) },
    { title: `${path} is set over REST`, ...calls('PATCH', path, fields) },
  ];
}

/** Operations that the rules allow to no client: a method without a condition, and paths without a block. */
export function allowedToNoClient(places: DocumentPlace[]): DocumentOperation[] {
  const initial = everything(places);
  const undeletable = places.filter(({ allowed }) => !allowed.has('delete'));
  const deleted = undeletable
    .map((place) => documentPath(place))
    .flatMap((path) => [
      { title: `${path} is deleted by its owner`, initial, ...deletes(path) },
      { title: `${path} is deleted by its owner over REST`, initial, ...calls('DELETE', path) },
      { title: `${path} is deleted by its owner before it exists`, initial: NOTHING, ...deletes(path) },
    ]);
  return [...deleted, ...places.flatMap(beside)].map((operation) => ({ as: ALICE.uid, ...operation }));
}

function beside(place: DocumentPlace): Omit<DocumentOperation, 'as'>[] {
  const path = documentPath(place);
  const { creates } = place.example;
  return [`${path}/unknown/alice`, `teams/blue/${path}`, `unknown${path}`, `${path.split('/')[0]}_/alice`].flatMap(
    (other) => {
      const initial = { [other]: creates(Date.now()) };
      return [
        { title: `${other} is created`, initial: NOTHING, ...sets(other, creates) },
        { title: `${other} is updated`, initial, ...updates(other, creates) },
        { title: `${other} is deleted`, initial, ...deletes(other) },
        { title: `${other} is read`, initial, asks: ({ firestore }: FirestoreClient) => firestore.doc(other).get() },
        {
          title: `the collection of ${other} is listed`,
          initial,
          asks: ({ firestore }: FirestoreClient) => firestore.doc(other).parent.get(),
        },
      ];
    },
  );
}

/** Reads of documents by clients that may not read them, and collection group queries by any client. */
export function forbiddenDocumentReads(places: DocumentPlace[]): DocumentOperation[] {
  const initial = everything(places);
  return places.flatMap((place) => {
    const path = documentPath(place);
    const refusedReaders = place.ownersRead ? [BOB.uid, 'guest', null] : [null];
    const name = path.split('/').at(-2) ?? '';
    const groups = [ALICE.uid, null].map((as) => ({
      title: `every collection named ${name} is listed by ${as ?? 'a signed-out client'}`,
      as,
      initial,
      asks: ({ firestore }: FirestoreClient) => firestore.collectionGroup(name).get(),
    }));
    const reads = refusedReaders.flatMap((as) =>
      waysToRead(path).map(({ title, ...operation }) => ({
        title: `${title} by ${as ?? 'a signed-out client'}`,
        as,
        initial,
        ...operation,
      })),
    );
    return [...groups, ...reads];
  });
}

function waysToRead(path: string): Pick<DocumentOperation, 'title' | 'asks'>[] {
  const collection = path.split('/').slice(0, -1).join('/');
  return [
    { title: `${path} is read`, asks: ({ firestore }) => firestore.doc(path).get() },
    { title: `${path} is read over REST`, ...calls('GET', path) },
    { title: `${path} is watched`, asks: ({ firestore }) => firstSnapshot(firestore.doc(path)) },
    { title: `${collection} is listed`, asks: ({ firestore }) => firestore.collection(collection).get() },
    { title: `${collection} is listed over REST`, ...calls('GET', collection) },
    {
      title: `one document of ${collection} is queried`,
      asks: ({ firestore }) => firestore.collection(collection).limit(1).get(),
    },
    {
      title: `${collection} is searched`,
      asks: ({ firestore }) => firestore.collection(collection).where('state', '==', 'online').get(),
    },
    { title: `${collection} is watched`, asks: ({ firestore }) => firstSnapshot(firestore.collection(collection)) },
    {
      title: `a missing document of ${collection} is read`,
      asks: ({ firestore }) => firestore.doc(`${collection}/missing`).get(),
    },
  ];
}

interface Watchable {
  onSnapshot(observer: { next: (snapshot: unknown) => void; error: (error: Error) => void }): () => void;
}

function firstSnapshot(watched: Watchable): Promise<unknown> {
  return new Promise((resolve, reject) => {
    watched.onSnapshot({ next: resolve, error: reject });
  });
}
