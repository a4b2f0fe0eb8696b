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

/** Writes of every place above a writable one: it is set with a valid value inside, or removed. */
export function replacedParents({ roots, everything, nothing }: Ground): DatabaseOperation[] {
  return roots.flatMap((root) =>
    root.path.flatMap((_, depth) => {
      const path = `/${pathFor(root.path.slice(0, depth), ALICE)}`;
      const inside = root.path.slice(depth).map((key) => pathFor([key], ALICE));
      const value = put({}, inside, exampleFor(root, ALICE));
      const [first = '', ...rest] = inside;
      const child = put({}, rest, exampleFor(root, ALICE));
      return [
        { how: 'is set in an empty database', initial: nothing, ...sets(path, value) },
        { how: 'is set', initial: everything, ...sets(path, value) },
        { how: 'is set over REST', initial: everything, ...calls('PUT', path, value) },
        { how: 'is set in a transaction', initial: nothing, ...transacts(path, value) },
        { how: 'is set at the end of the socket', initial: everything, ...armsSet(path, value) },
        { how: 'is removed', initial: everything, ...removes(path) },
        { how: 'is removed over REST', initial: everything, ...calls('DELETE', path) },
        { how: 'is removed at the end of the socket', initial: everything, ...armsRemove(path) },
        ...(rest.length === 0
          ? []
          : [{ how: `gets a new ${first}`, initial: everything, ...updates(path, { [first]: child }) }]),
      ].map(({ how, ...operation }) => ({
        title: `${path}, above /${root.path.join('/')}, ${how}`,
        as: ALICE.uid,
        ...operation,
      }));
    }),
  );
}

/** Places that no client may write, and places that the rules do not name. */
export function closedPlaces({ root, nothing, everything }: Ground): DatabaseOperation[] {
  return closedPaths(root).flatMap((path) => [
    { title: `/${path} is set`, as: ALICE.uid, initial: everything, ...sets(path, 1) },
    { title: `/${path} is set in an empty database`, as: ALICE.uid, initial: nothing, ...sets(path, 1) },
    {
      title: `/${path} gets a child with the name of the user`,
      as: ALICE.uid,
      initial: everything,
      ...sets(`${path}/${ALICE.uid}`, 1),
    },
    { title: `/${path} is removed`, as: ALICE.uid, initial: { ...everything, [path]: 1 }, ...removes(path) },
    { title: `/${path} is set over REST`, as: ALICE.uid, initial: everything, ...calls('PUT', path, 1) },
    { title: `/${path} gets a child over REST`, as: ALICE.uid, initial: everything, ...calls('POST', path, 1) },
    { title: `/${path} is set at the end of the socket`, as: ALICE.uid, initial: everything, ...armsSet(path, 1) },
    { title: `/${path} is set by a signed-out client`, as: null, initial: everything, ...sets(path, 1) },
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

/** Updates in which all paths are valid except one. */
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
      title: `${what} together with valid paths`,
      as: ALICE.uid,
      initial: everything,
      ...updates('/', { ...right, ...values }),
    },
    {
      title: `${what} together with valid paths, over REST`,
      as: ALICE.uid,
      initial: everything,
      ...calls('PATCH', '/', { ...right, ...values }),
    },
    ...(Object.values(values).includes(null)
      ? []
      : [
          {
            title: `${what} together with a first write`,
            as: ALICE.uid,
            initial: nothing,
            ...updates('/', { ...right, ...values }),
          },
        ]),
  ]);
}
