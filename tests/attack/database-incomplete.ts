import {
  aged,
  armsRemove,
  armsSet,
  calls,
  type DatabaseOperation,
  type Ground,
  OLD,
  put,
  removes,
  sets,
  standing,
  updates,
  writesOf,
} from './database-operation.ts';
import { exampleFor, type Place, pathFor, withAllBelow } from './database-places.ts';
import { ALICE } from './examples.ts';
import { required, stamps } from './expressions.ts';

/** Changes that do not say when they were made, where the rules ask for it. */
export function unstamped({ roots, everything, nothing }: Ground): DatabaseOperation[] {
  return roots.flatMap((root) =>
    stamps(root.write).flatMap((stamp) => {
      const path = pathFor(root.path, ALICE);
      const without = put(exampleFor(root, ALICE), [stamp], null);
      const old = put(exampleFor(root, ALICE), [stamp], OLD);
      const inside = withAllBelow(root)
        .filter((place) => place !== root && place.path.at(-1) !== stamp)
        .concat(
          root.below.flatMap((child) => withAllBelow(child).slice(1)).filter((place) => place.path.at(-1) === stamp),
        );
      return [
        { how: 'is set', stands: everything, ...sets(path, without) },
        {
          how: 'is set where nothing stands',
          stands: nothing,
          ...updates('/', { ...writesOf(roots, ALICE), [path]: without }),
        },
        { how: 'is set with the time that stands', stands: everything, ...sets(path, old) },
        { how: 'is set as it stands', stands: everything, ...sets(path, aged(exampleFor(root, ALICE))) },
        { how: 'loses its time', stands: everything, ...removes(`${path}/${stamp}`) },
        ...inside.flatMap((place) => partial(root, place, stamp)).map((each) => ({ ...each, stands: everything })),
      ].map(({ how, ...operation }) => ({
        title: `/${path} ${how}, without a new ${stamp}`,
        as: ALICE.uid,
        ...operation,
      }));
    }),
  );
}

function partial(root: Place, place: Place, stamp: string) {
  const path = pathFor(root.path, ALICE);
  const below = pathFor(place.path, ALICE);
  const relative = pathFor(place.path.slice(root.path.length), ALICE);
  const value = exampleFor(place, ALICE);
  return [
    { how: `has ${relative} set`, ...sets(below, value) },
    { how: `has ${relative} set over REST`, ...calls('PUT', below, value) },
    { how: `has ${relative} set at the end of the socket`, ...armsSet(below, value) },
    { how: `has ${relative} updated with the time that stands`, ...updates(path, { [relative]: value, [stamp]: OLD }) },
    { how: `loses ${relative}`, ...removes(below) },
    { how: `loses ${relative} at the end of the socket`, ...armsRemove(below) },
  ];
}

/** Without a child that the rules ask for, while others are left. */
export function incomplete({ roots, nothing, everything }: Ground): DatabaseOperation[] {
  return roots.flatMap((root) =>
    withAllBelow(root).flatMap((place) => {
      const { conditions } = place.rules;
      const children = [...required(conditions.get('validate')), ...required(conditions.get('write'))];
      if (place.below.length < 2) return [];
      return children.flatMap((child) => withoutChild(root, roots, [...place.path, child], { nothing, everything }));
    }),
  );
}

function withoutChild(
  root: Place,
  roots: Place[],
  missing: string[],
  { nothing, everything }: Pick<Ground, 'nothing' | 'everything'>,
): DatabaseOperation[] {
  const path = pathFor(root.path, ALICE);
  const at = missing.slice(root.path.length).map((key) => pathFor([key], ALICE));
  const value = put(exampleFor(root, ALICE), at, null);
  const alone = standing([root], ALICE);
  return [
    { how: 'in a first write', stands: nothing, ...updates('/', { ...writesOf(roots, ALICE), [path]: value }) },
    { how: 'in a write of the whole place', stands: everything, ...sets(path, value) },
    { how: 'in a write of nothing else', stands: nothing, ...sets(path, value) },
    { how: 'in a removal where nothing else stands', stands: alone, ...removes(`${path}/${at.join('/')}`) },
    { how: 'in a removal', stands: everything, ...removes(`${path}/${at.join('/')}`) },
    { how: 'in a removal at the end of the socket', stands: everything, ...armsRemove(`${path}/${at.join('/')}`) },
  ].map(({ how, ...operation }) => ({
    title: `/${path} is left without ${at.join('/')}, ${how}`,
    as: ALICE.uid,
    ...operation,
  }));
}
