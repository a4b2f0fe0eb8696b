import type { Values } from '../rules/status-node.ts';
import {
  armsRemove,
  armsSet,
  armsUpdate,
  calls,
  type DatabaseOperation,
  type Ground,
  OLD,
  removes,
  sets,
  transacts,
  updates,
  writesOf,
} from './database-operation.ts';
import { exampleFor, type Place, pathFor, withAllBelow } from './database-places.ts';
import { ALICE, BOB } from './examples.ts';

const STRANGERS = { 'another user': 'bob', 'an anonymous user': 'guest', 'a signed-out client': null };

/** Operations that only the owner may make, made by others, in a full database and in an empty one. */
export function byStrangers(ground: Ground): DatabaseOperation[] {
  return Object.entries(STRANGERS).flatMap(([who, as]) =>
    ground.roots
      .flatMap((root) => [
        ...inFullDatabase(root, ground.everything).map((operation) => ({ ...operation, as })),
        ...inEmptyDatabase(root, ground.nothing).map((operation) => ({ ...operation, as })),
      ])
      .map((operation) => ({ ...operation, title: `${operation.title}, by ${who}` })),
  );
}

type WithoutClient = Omit<DatabaseOperation, 'as'>;

function inFullDatabase(root: Place, initial: Values): WithoutClient[] {
  const path = pathFor(root.path, ALICE);
  const inside = withAllBelow(root)
    .slice(1)
    .flatMap((place) => {
      const below = pathFor(place.path, ALICE);
      return [
        { title: `/${below} is set`, ...sets(below, exampleFor(place, ALICE)) },
        { title: `/${below} is removed`, ...removes(below) },
        { title: `/${below} is removed over REST`, ...calls('DELETE', below) },
      ];
    });
  return [
    ...inside,
    { title: `/${path} is removed`, ...removes(path) },
    { title: `/${path} is removed over REST`, ...calls('DELETE', path) },
    { title: `/${path} is removed at the end of the socket`, ...armsRemove(path) },
    { title: `/${path} is written with the data of another user`, ...sets(path, exampleFor(root, BOB)) },
    ...writesWhole(root),
  ].map((operation) => ({ ...operation, initial, title: `${operation.title} in a full database` }));
}

function inEmptyDatabase(root: Place, initial: Values): WithoutClient[] {
  const path = pathFor(root.path, ALICE);
  return [
    ...writesWhole(root),
    { title: `/${path} is set in a transaction`, ...transacts(path, exampleFor(root, ALICE)) },
  ].map((operation) => ({ ...operation, initial, title: `${operation.title} in an empty database` }));
}

function writesWhole(root: Place): Omit<WithoutClient, 'initial'>[] {
  const path = pathFor(root.path, ALICE);
  const whole = exampleFor(root, ALICE);
  const children = Object.fromEntries(Object.entries(Object(whole)));
  const updated = [
    { title: `/${path} is updated`, ...updates(path, children) },
    { title: `/${path} is updated over REST`, ...calls('PATCH', path, whole) },
    { title: `/${path} is updated at the end of the socket`, ...armsUpdate(path, children) },
  ];
  return [
    { title: `/${path} is set`, ...sets(path, whole) },
    { title: `/${path} is set over REST`, ...calls('PUT', path, whole) },
    { title: `/${path} is set at the end of the socket`, ...armsSet(path, whole) },
    // Only a value with children can be updated.
    ...(root.below.length === 0 ? [] : updated),
  ];
}

/** Operations that the owner may make, from a device that signed in before the account was deleted. */
export function byDeletedAccounts({ roots, everything }: Ground): DatabaseOperation[] {
  const initial = { ...everything, [`presence/forgotten/${ALICE.uid}`]: OLD };
  const title = 'by a device of a deleted account';
  const forgotten = { [`presence/forgotten/${ALICE.uid}`]: OLD };
  return [
    { title: `everything is written, ${title}`, initial: forgotten, ...updates('/', writesOf(roots, ALICE)) },
    ...roots
      .flatMap((root) => inFullDatabase(root, initial))
      .map((each) => ({ ...each, title: `${each.title}, ${title}` })),
  ].map((operation) => ({ ...operation, as: ALICE.uid }));
}
