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

const STRANGERS = { 'somebody else': BOB.uid, 'an anonymous user': 'guest', 'nobody who is signed in': null };

/** What only the owner may write, written by others. */
export function writtenByStrangers(places: DocumentPlace[]): DocumentOperation[] {
  const stands = everything(places);
  return Object.entries(STRANGERS).flatMap(([who, as]) =>
    places.flatMap((place) => {
      const path = documentPath(place);
      const right = as === BOB.uid ? { [documentPath(place, BOB)]: place.example.creates } : {};
      return [
        ...waysToWrite(place).map((each) => ({
          ...each,
          title: `${each.title} where nothing stands`,
          stands: NOTHING,
        })),
        ...waysToWrite(place).map((each) => ({ ...each, title: `${each.title} over what stands`, stands })),
        { title: `${path} is written beside what is right`, stands, ...batches(right, path, place.example.creates) },
        { title: `${path} is updated`, stands, ...updates(path, place.example.creates) },
        { title: `${path} is deleted`, stands, ...deletes(path) },
        { title: `${path} is deleted over REST`, stands, ...calls('DELETE', path) },
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

/** What the rules allow to nobody: a method that no condition is about, and paths that no block is about. */
export function allowedToNobody(places: DocumentPlace[]): DocumentOperation[] {
  const stands = everything(places);
  const undeletable = places.filter(({ allowed }) => !allowed.has('delete'));
  const deleted = undeletable
    .map((place) => documentPath(place))
    .flatMap((path) => [
      { title: `${path} is deleted by its owner`, stands, ...deletes(path) },
      { title: `${path} is deleted by its owner over REST`, stands, ...calls('DELETE', path) },
      { title: `${path} is deleted by its owner where nothing stands`, stands: NOTHING, ...deletes(path) },
    ]);
  return [...deleted, ...places.flatMap(beside)].map((operation) => ({ as: ALICE.uid, ...operation }));
}

function beside(place: DocumentPlace): Omit<DocumentOperation, 'as'>[] {
  const path = documentPath(place);
  const { creates } = place.example;
  return [`${path}/unknown/alice`, `teams/blue/${path}`, `unknown${path}`, `${path.split('/')[0]}_/alice`].flatMap(
    (other) => {
      const stands = { [other]: creates(Date.now()) };
      return [
        { title: `${other} is created`, stands: NOTHING, ...sets(other, creates) },
        { title: `${other} is updated`, stands, ...updates(other, creates) },
        { title: `${other} is deleted`, stands, ...deletes(other) },
        { title: `${other} is read`, stands, asks: ({ firestore }: FirestoreClient) => firestore.doc(other).get() },
        {
          title: `what is beside ${other} is listed`,
          stands,
          asks: ({ firestore }: FirestoreClient) => firestore.doc(other).parent.get(),
        },
      ];
    },
  );
}

/** Documents, read by those who must not; and every collection of a name at once, by anybody. */
export function forbiddenDocumentReads(places: DocumentPlace[]): DocumentOperation[] {
  const stands = everything(places);
  return places.flatMap((place) => {
    const path = documentPath(place);
    const turnedAway = place.ownersRead ? [BOB.uid, 'guest', null] : [null];
    const name = path.split('/').at(-2) ?? '';
    const groups = [ALICE.uid, null].map((as) => ({
      title: `every collection named ${name} is listed by ${as ?? 'nobody who is signed in'}`,
      as,
      stands,
      asks: ({ firestore }: FirestoreClient) => firestore.collectionGroup(name).get(),
    }));
    const reads = turnedAway.flatMap((as) =>
      waysToRead(path).map(({ title, ...operation }) => ({
        title: `${title} by ${as ?? 'nobody who is signed in'}`,
        as,
        stands,
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
      title: `one of ${collection} is asked for`,
      asks: ({ firestore }) => firestore.collection(collection).limit(1).get(),
    },
    {
      title: `${collection} is searched`,
      asks: ({ firestore }) => firestore.collection(collection).where('state', '==', 'online').get(),
    },
    { title: `${collection} is watched`, asks: ({ firestore }) => firstSnapshot(firestore.collection(collection)) },
    {
      title: `something that is not there in ${collection} is read`,
      asks: ({ firestore }) => firestore.doc(`${collection}/nobody`).get(),
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
