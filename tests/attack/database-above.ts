import type { Values } from '../rules/status-node.ts';
import {
  armsRemove,
  armsSet,
  calls,
  type DatabaseOperation,
  type Ground,
  put,
  removes,
  sets,
  transacts,
  updates,
  writesOf,
} from './database-operation.ts';
import { exampleFor, neverWritten, type Place, pathFor } from './database-places.ts';
import { ALICE, BOB } from './examples.ts';

/** Everything above what may be written: set with the right value inside, or removed. */
export function replacedParents({ roots, everything, nothing }: Ground): DatabaseOperation[] {
  return roots.flatMap((root) =>
    root.path.flatMap((_, depth) => {
      const path = `/${pathFor(root.path.slice(0, depth), ALICE)}`;
      const inside = root.path.slice(depth).map((key) => pathFor([key], ALICE));
      const value = put({}, inside, exampleFor(root, ALICE));
      const [first = '', ...rest] = inside;
      const child = put({}, rest, exampleFor(root, ALICE));
      return [
        { how: 'is set where nothing stands', stands: nothing, ...sets(path, value) },
        { how: 'is set', stands: everything, ...sets(path, value) },
        { how: 'is set over REST', stands: everything, ...calls('PUT', path, value) },
        { how: 'is set in a transaction', stands: nothing, ...transacts(path, value) },
        { how: 'is set at the end of the socket', stands: everything, ...armsSet(path, value) },
        { how: 'is removed', stands: everything, ...removes(path) },
        { how: 'is removed over REST', stands: everything, ...calls('DELETE', path) },
        { how: 'is removed at the end of the socket', stands: everything, ...armsRemove(path) },
        ...(rest.length === 0
          ? []
          : [{ how: `gets a new ${first}`, stands: everything, ...updates(path, { [first]: child }) }]),
      ].map(({ how, ...operation }) => ({
        title: `${path}, above /${root.path.join('/')}, ${how}`,
        as: ALICE.uid,
        ...operation,
      }));
    }),
  );
}

/** Where the rules let nobody write, or say nothing. */
export function closedPlaces({ root, nothing, everything }: Ground): DatabaseOperation[] {
  return closedPaths(root).flatMap((path) => [
    { title: `/${path} is set`, as: ALICE.uid, stands: everything, ...sets(path, 1) },
    { title: `/${path} is set where nothing stands`, as: ALICE.uid, stands: nothing, ...sets(path, 1) },
    {
      title: `/${path} gets a child of an own name`,
      as: ALICE.uid,
      stands: everything,
      ...sets(`${path}/${ALICE.uid}`, 1),
    },
    { title: `/${path} is removed`, as: ALICE.uid, stands: { ...everything, [path]: 1 }, ...removes(path) },
    { title: `/${path} is set over REST`, as: ALICE.uid, stands: everything, ...calls('PUT', path, 1) },
    { title: `/${path} gets a child over REST`, as: ALICE.uid, stands: everything, ...calls('POST', path, 1) },
    { title: `/${path} is set at the end of the socket`, as: ALICE.uid, stands: everything, ...armsSet(path, 1) },
    { title: `/${path} is set by nobody who is signed in`, as: null, stands: everything, ...sets(path, 1) },
  ]);
}

function closedPaths(root: Place): string[] {
  return [
    ...neverWritten(root).map(({ path }) => pathFor(path, ALICE)),
    'unknown',
    'users/alice',
    'presence/unknown',
    'presence/counted',
  ];
}

/** Updates that are right in all parts but one. */
export function mixedUpdates({ root, roots, nothing, everything }: Ground): DatabaseOperation[] {
  const right = writesOf(roots, ALICE);
  const hostile: [string, Values][] = [
    ...roots.flatMap((place): [string, Values][] => {
      const path = pathFor(place.path, BOB);
      return [
        [`/${path} is set`, { [path]: exampleFor(place, BOB) }],
        [`/${path} is removed`, { [path]: null }],
      ];
    }),
    ...closedPaths(root).map((path): [string, Values] => [`/${path} is set`, { [path]: 1 }]),
  ];
  return hostile.flatMap(([what, values]) => [
    {
      title: `${what} beside what is right`,
      as: ALICE.uid,
      stands: everything,
      ...updates('/', { ...right, ...values }),
    },
    {
      title: `${what} beside what is right, over REST`,
      as: ALICE.uid,
      stands: everything,
      ...calls('PATCH', '/', { ...right, ...values }),
    },
    ...(Object.values(values).includes(null)
      ? []
      : [
          {
            title: `${what} beside a first write`,
            as: ALICE.uid,
            stands: nothing,
            ...updates('/', { ...right, ...values }),
          },
        ]),
  ]);
}
