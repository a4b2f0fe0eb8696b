import {
  aged,
  type DatabaseOperation,
  type Ground,
  OLD,
  put,
  removes,
  standing,
  updates,
  writesOf,
} from './database-operation.ts';
import { exampleFor, type Place, pathFor, withAllBelow } from './database-places.ts';
import { type Writer, writerOf } from './database-writer.ts';
import { ALICE } from './examples.ts';
import { required, stamps } from './expressions.ts';

/** Changes that do not say when they were made, where the rules ask for it. */
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
        { how: 'is set', stands: everything, ...writer.sets(without) },
        {
          how: 'is set where nothing stands',
          stands: nothing,
          ...updates('/', { ...writesOf(roots, ALICE), [path]: without }),
        },
        { how: 'is set with the time that stands', stands: everything, ...writer.sets(old) },
        { how: 'is set as it stands', stands: everything, ...writer.sets(aged(exampleFor(root, ALICE))) },
        { how: 'loses its time', stands: everything, ...writer.sets(null, stamp) },
        ...inside
          .flatMap((place) => partial(root, place, stamp, writer))
          .map((each) => ({ ...each, stands: everything })),
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
      how: `has ${relative} updated with the time that stands`,
      ...writer.updates({ [relative]: value, [stamp]: OLD }),
    },
    { how: `loses ${relative}`, ...writer.sets(null, relative) },
    { how: `loses ${relative} at the end of the socket`, ...writer.armsSet(null, relative) },
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
  const writer = writerOf(roots, root);
  const below = at.join('/');
  return [
    { how: 'in a first write', stands: nothing, ...updates('/', { ...writesOf(roots, ALICE), [path]: value }) },
    { how: 'in a write of the whole place', stands: everything, ...writer.sets(value) },
    { how: 'in a write of nothing else', stands: nothing, ...writer.sets(value) },
    { how: 'in a removal where nothing else stands', stands: alone, ...removes(`${path}/${below}`) },
    { how: 'in a removal', stands: everything, ...writer.sets(null, below) },
    { how: 'in a removal at the end of the socket', stands: everything, ...writer.armsSet(null, below) },
  ].map(({ how, ...operation }) => ({
    title: `/${path} is left without ${below}, ${how}`,
    as: ALICE.uid,
    ...operation,
  }));
}
