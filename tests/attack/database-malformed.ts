import { MALFORMED_IDS, type Values } from '../rules/status-node.ts';
import {
  armsUpdate,
  calls,
  type DatabaseOperation,
  type Ground,
  put,
  sets,
  standing,
  transacts,
  updates,
  writesOf,
} from './database-operation.ts';
import { exampleFor, leafExamples, type Place, pathFor, readers, withAllBelow } from './database-places.ts';
import { ALICE, NOW, type Party } from './examples.ts';
import { hasPattern, longest, stamps, words } from './expressions.ts';
import { wrongValues } from './wrong-values.ts';

/** One thing wrong below a place that is otherwise as it should be. */
interface Fault {
  what: string;
  /** Relative to the place that is written. */
  at: string[];
  value: unknown;
}

/** The owner's own data, wrong in one way at a time, in every way of writing it. */
export function malformed({ roots, nothing, everything }: Ground): DatabaseOperation[] {
  return roots.flatMap((root) =>
    faultsOf(root).flatMap((fault) => {
      const path = pathFor(root.path, ALICE);
      const whole = put(exampleFor(root, ALICE), fault.at, fault.value);
      const deep = { ...stampsOf(root, fault), [fault.at.join('/') || '.']: fault.value };
      const inside = fault.at.length > 0;
      return [
        {
          how: 'in a first write of everything',
          stands: nothing,
          ...updates('/', { ...writesOf(roots, ALICE), [path]: whole }),
        },
        { how: 'in a write of the whole place', stands: everything, ...sets(path, whole) },
        ...(readers(root) === 'nobody'
          ? []
          : [{ how: 'in a transaction', stands: everything, ...transacts(path, whole) }]),
        ...(inside ? [{ how: 'in an update', stands: everything, ...updates(path, deep) }] : []),
        ...(inside ? [{ how: 'at the end of the socket', stands: everything, ...armsUpdate(path, deep) }] : []),
        { how: 'over REST', stands: everything, ...calls('PUT', path, whole) },
      ].map(({ how, ...rest }) => ({ title: `/${path}: ${fault.what}, ${how}`, as: ALICE.uid, ...rest }));
    }),
  );
}

function faultsOf(root: Place): Fault[] {
  return withAllBelow(root).flatMap((place) => {
    const at = place.path.slice(root.path.length).map((key) => pathFor([key], ALICE));
    const name = at.join('/') || 'the place itself';
    const wrong = place.below.length === 0 ? wrongLeaves(place) : wrongNodes(place);
    return Object.entries(wrong)
      .map(([what, value]) => ({ what: `${name} is ${what}`, at, value }))
      .concat(unknownIn(place, at));
  });
}

function wrongLeaves(place: Place): Values {
  const condition = place.rules.conditions.get('validate');
  const bounds = { longest: longest(condition, 'newData'), words: words(condition) };
  return wrongValues(leafExamples(place)[0], bounds);
}

/** Something without children where children belong. */
function wrongNodes(place: Place): Values {
  return place.below.length === 0
    ? {}
    : { 'a text': 'text', 'a number': 1, 'a boolean': true, 'a time': NOW, 'a list': [1] };
}

function unknownIn({ below, rules }: Place, at: string[]): Fault[] {
  if (below.length === 0 || below.some(({ path }) => path.at(-1)?.startsWith('$'))) return [];
  const known = [...rules.children.keys()];
  const unknown = ['unknown', 'constructor', `${known[0]}x`];
  return unknown.map((key) => ({
    what: `${[...at, key].join('/')} is there, which nobody knows`,
    at: [...at, key],
    value: NOW,
  }));
}

/** The stamps that the place asks for, if the fault is not in one of them. */
function stampsOf(root: Place, { at }: Fault): Values {
  const others = stamps(root.write).filter((stamp) => stamp !== at[0]);
  return Object.fromEntries(others.map((stamp) => [stamp, NOW]));
}

/** Keys that are too long or have odd characters, where all else is in order. */
export function malformedKeys({ roots, root, nothing }: Ground): DatabaseOperation[] {
  return withAllBelow(root).flatMap((place) => {
    const wildcard = place.path.at(-1) ?? '';
    if (!wildcard.startsWith('$') || isOwnersUid(wildcard)) return [];
    return oddKeys(place, wildcard).flatMap((key) => {
      const odd: Party = wildcard === '$roomId' ? { ...ALICE, room: key } : { ...ALICE, connection: key };
      const root = roots.find(({ path }) => path.every((part, index) => part === place.path[index]));
      if (root === undefined) return [];
      const path = pathFor(root.path, odd);
      const others = standing(
        roots.filter((other) => other !== root),
        odd,
      );
      const example = exampleFor(root, odd);
      const title = `/${pathFor(place.path, ALICE)}: the key is ${JSON.stringify(key).slice(0, 30)} (${key.length})`;
      return [
        { title: `${title}, in a first write of everything`, stands: nothing, ...updates('/', writesOf(roots, odd)) },
        { title: `${title}, where all else stands`, stands: others, ...sets(path, example) },
        { title: `${title}, over REST`, stands: others, ...calls('PUT', path, example) },
      ].map((operation) => ({ as: ALICE.uid, ...operation }));
    });
  });
}

function isOwnersUid(wildcard: string): boolean {
  return pathFor([wildcard], ALICE) === ALICE.uid;
}

function oddKeys(place: Place, wildcard: string): string[] {
  const condition = place.rules.conditions.get('validate');
  const limit = longest(condition, `$${wildcard.slice(1)}`);
  return ['x'.repeat(limit === undefined ? 700 : limit + 1), ...(hasPattern(condition, wildcard) ? MALFORMED_IDS : [])];
}
