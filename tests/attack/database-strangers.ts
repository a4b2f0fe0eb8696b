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

const STRANGERS = { 'somebody else': 'bob', 'an anonymous user': 'guest', 'nobody who is signed in': null };

/** What only the owner may do, done by others: where all stands, and where nothing does. */
export function byStrangers(ground: Ground): DatabaseOperation[] {
  return Object.entries(STRANGERS).flatMap(([who, as]) =>
    ground.roots
      .flatMap((root) => [
        ...whereAllStands(root, ground.everything).map((operation) => ({ ...operation, as })),
        ...whereNothingStands(root, ground.nothing).map((operation) => ({ ...operation, as })),
      ])
      .map((operation) => ({ ...operation, title: `${operation.title}, by ${who}` })),
  );
}

type ByAnybody = Omit<DatabaseOperation, 'as'>;

function whereAllStands(root: Place, stands: Values): ByAnybody[] {
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
    { title: `/${path} is written in an own name`, ...sets(path, exampleFor(root, BOB)) },
    ...writesWhole(root),
  ].map((operation) => ({ ...operation, stands, title: `${operation.title} where all stands` }));
}

function whereNothingStands(root: Place, stands: Values): ByAnybody[] {
  const path = pathFor(root.path, ALICE);
  return [
    ...writesWhole(root),
    { title: `/${path} is set in a transaction`, ...transacts(path, exampleFor(root, ALICE)) },
  ].map((operation) => ({ ...operation, stands, title: `${operation.title} where nothing stands` }));
}

function writesWhole(root: Place): Omit<ByAnybody, 'stands'>[] {
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
    // A value without children can only be set.
    ...(root.below.length === 0 ? [] : updated),
  ];
}

/** What the owner may do, after the account was deleted, from a device that signed in before. */
export function byDeletedAccounts({ roots, everything }: Ground): DatabaseOperation[] {
  const stands = { ...everything, [`presence/forgotten/${ALICE.uid}`]: OLD };
  const title = 'by a device of a deleted account';
  const forgotten = { [`presence/forgotten/${ALICE.uid}`]: OLD };
  return [
    { title: `everything is written, ${title}`, stands: forgotten, ...updates('/', writesOf(roots, ALICE)) },
    ...roots
      .flatMap((root) => whereAllStands(root, stands))
      .map((each) => ({ ...each, title: `${each.title}, ${title}` })),
  ].map((operation) => ({ ...operation, as: ALICE.uid }));
}
