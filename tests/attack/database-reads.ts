import { calls, type DatabaseClient, type DatabaseOperation, type Ground } from './database-operation.ts';
import { type Place, pathFor, readers, withAllBelow } from './database-places.ts';
import { ALICE, BOB } from './examples.ts';

type Reads = Pick<DatabaseOperation, 'title' | 'asks'>;

/** Reads of every place, in every way, by each client that may not read it. */
export function forbiddenReads({ root, everything }: Ground): DatabaseOperation[] {
  const unknown = ['unknown', 'users/alice'].map((path) => ({ path, clients: [ALICE.uid, null] }));
  const known = withAllBelow(root).map((place) => ({
    path: pathFor(place.path, ALICE),
    clients: refusedReaders(place),
  }));
  return [...known, ...unknown].flatMap(({ path, clients }) =>
    clients.flatMap((as) =>
      waysToRead(path).map(({ title, asks }) => ({
        title: `/${path} is ${title} by ${as ?? 'a signed-out client'}`,
        as,
        initial: { ...everything, 'presence/forgotten/carol': 1 },
        asks,
      })),
    ),
  );
}

function refusedReaders(place: Place): (string | null)[] {
  switch (readers(place)) {
    case 'none':
      return [ALICE.uid, BOB.uid, null];
    case 'owner':
      return [BOB.uid, 'guest', null];
    case 'all':
      return [null];
  }
}

function waysToRead(path: string): Reads[] {
  const at = ({ database }: DatabaseClient) => database.ref(path || '/');
  return [
    { title: 'read', asks: (client) => at(client).get() },
    { title: 'watched', asks: (client) => at(client).once('value') },
    { title: 'listed', asks: (client) => at(client).orderByKey().limitToFirst(1).get() },
    { title: 'searched', asks: (client) => at(client).orderByKey().equalTo(ALICE.uid).once('value') },
    { title: 'read over REST', ...calls('GET', path) },
  ];
}
