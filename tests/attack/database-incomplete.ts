import {
  aged,
  type DatabaseOperation,
  type Ground,
  OLD,
  oldDataOf,
  put,
  removes,
  updates,
  writesOf,
} from './database-operation.ts';
import { exampleFor, type Place, pathFor, withAllBelow } from './database-places.ts';
import { type Writer, writerOf } from './database-writer.ts';
import { ALICE } from './examples.ts';
import { required, stamps } from './expressions.ts';

/** Changes without the new time that the rules require. */
export function unstamped({ roots, everything, nothing }: Ground): DatabaseOperation[] {
  return roots.flatMap((root) =>
    stamps(root.write).flatMap((stamp) => {
      const path = pathFor(root.path, ALICE);
      const writer = writerOf(roots, root);
      const without = put(exampleFor(root, ALICE), [stamp], null);
      const old = put(exampleFor(root, ALICE), [stamp], OLD);
      const inside = withAllBelow(root)
        .filter((place) => place !== root && place.path.at(-1) !== stamp)
        .concat(
          root.below.flatMap((child) => withAllBelow(child).slice(1)).filter((place) => place.path.at(-1) === stamp),
        );
      return [
        { how: 'is set', initial: everything, ...writer.sets(without) },
        {
          how: 'is set in an empty database',
          initial: nothing,
          ...updates('/', { ...writesOf(roots, ALICE), [path]: without }),
        },
        { how: 'is set with its old time', initial: everything, ...writer.sets(old) },
        { how: 'is set to its old value', initial: everything, ...writer.sets(aged(exampleFor(root, ALICE))) },
        { how: 'loses its time', initial: everything, ...writer.sets(null, stamp) },
        ...inside
          .flatMap((place) => partial(root, place, stamp, writer))
          .map((each) => ({ ...each, initial: everything })),
      ].map(({ how, ...operation }) => ({
        title: `/${path} ${how}, without a new ${stamp}`,
        as: ALICE.uid,
        ...operation,
      }));
    }),
  );
}

function partial(root: Place, place: Place, stamp: string, writer: Writer) {
  const relative = pathFor(place.path.slice(root.path.length), ALICE);
  const value = exampleFor(place, ALICE);
  return [
    { how: `has ${relative} set`, ...writer.sets(value, relative) },
    { how: `has ${relative} set over REST`, ...writer.puts(value, relative) },
    { how: `has ${relative} set at the end of the socket`, ...writer.armsSet(value, relative) },
    {
      how: `has ${relative} updated with the old time`,
      ...writer.updates({ [relative]: value, [stamp]: OLD }),
    },
    { how: `loses ${relative}`, ...writer.sets(null, relative) },
    { how: `loses ${relative} at the end of the socket`, ...writer.armsSet(null, relative) },
  ];
}

/** Writes without a child that the rules require, while other children remain. */
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
  const alone = oldDataOf([root], ALICE);
  const writer = writerOf(roots, root);
  const below = at.join('/');
  return [
    { how: 'in a first write', initial: nothing, ...updates('/', { ...writesOf(roots, ALICE), [path]: value }) },
    { how: 'in a write of the whole place', initial: everything, ...writer.sets(value) },
    { how: 'in a write of nothing else', initial: nothing, ...writer.sets(value) },
    { how: 'in a removal without other data', initial: alone, ...removes(`${path}/${below}`) },
    { how: 'in a removal', initial: everything, ...writer.sets(null, below) },
    { how: 'in a removal at the end of the socket', initial: everything, ...writer.armsSet(null, below) },
  ].map(({ how, ...operation }) => ({
    title: `/${path} has no ${below} afterwards, ${how}`,
    as: ALICE.uid,
    ...operation,
  }));
}
