import { MALFORMED_IDS, type Values } from '../rules/status-node.ts';
import {
  type DatabaseOperation,
  type Ground,
  oldDataOf,
  put,
  transacts,
  updates,
  writesOf,
} from './database-operation.ts';
import { exampleFor, leafExamples, nameOf, type Place, pathFor, readers, withAllBelow } from './database-places.ts';
import { writerOf } from './database-writer.ts';
import { ALICE, NAMES, NOW, ODD_KEYS, type Party, WITH_KEY } from './examples.ts';
import { hasPattern, longest, stamps, words } from './expressions.ts';
import { wrongValues } from './wrong-values.ts';

/** One wrong value below a place that is otherwise valid. */
interface Fault {
  what: string;
  /** The path, relative to the place that is written. */
  at: string[];
  value: unknown;
}

/** The owner's own data with one fault each, in every way to write it. */
export function malformed({ roots, nothing, everything }: Ground): DatabaseOperation[] {
  return roots.flatMap((root) =>
    faultsOf(root).flatMap((fault) => {
      const path = pathFor(root.path, ALICE);
      const whole = put(exampleFor(root, ALICE), fault.at, fault.value);
      const deep = { ...stampsOf(root, fault), [fault.at.join('/') || '.']: fault.value };
      const inside = fault.at.length > 0;
      const writer = writerOf(roots, root);
      return [
        {
          how: 'in a first write of everything',
          initial: nothing,
          ...updates('/', { ...writesOf(roots, ALICE), [path]: whole }),
        },
        { how: 'in a write of the whole place', initial: everything, ...writer.sets(whole) },
        ...(readers(root) === 'none'
          ? []
          : [{ how: 'in a transaction', initial: everything, ...transacts(path, whole) }]),
        ...(inside ? [{ how: 'in an update', initial: everything, ...writer.updates(deep) }] : []),
        ...(inside ? [{ how: 'at the end of the socket', initial: everything, ...writer.armsUpdate(deep) }] : []),
        { how: 'over REST', initial: everything, ...writer.puts(whole) },
      ].map(({ how, ...rest }) => ({ title: `/${path}: ${fault.what}, ${how}`, as: ALICE.uid, ...rest }));
    }),
  );
}

function faultsOf(root: Place): Fault[] {
  return withAllBelow(root).flatMap((place) => {
    const at = place.path.slice(root.path.length).map((key) => pathFor([key], ALICE));
    const name = at.join('/') || 'the place itself';
    const wrong = place.below.length === 0 ? wrongLeaves(place) : wrongNodes(place);
    return Object.entries({ ...wrong, ...withPriority(place) })
      .map(([what, value]) => ({ what: `${name} is ${what}`, at, value }))
      .concat(unknownIn(place, at));
  });
}

function wrongLeaves(place: Place): Values {
  const condition = place.rules.conditions.get('validate');
  const bounds = { longest: longest(condition, 'newData'), words: words(condition) };
  return wrongValues(leafExamples(place)[0], bounds, NAMES.has(nameOf(place)));
}

/** Adds the priority, a sort key that Firebase's SDKs can add to every value. */
function withPriority(place: Place): Values {
  const example = exampleFor(place, ALICE);
  const value = place.below.length === 0 ? { '.value': example } : Object(example);
  return {
    'the valid value with a priority': { ...value, '.priority': 1 },
    'the valid value with a priority that is a long text': { ...value, '.priority': 'x'.repeat(10_000) },
  };
}

/** Values without children in a place that has children. */
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
    what: `${[...at, key].join('/')} is there, an unknown key`,
    at: [...at, key],
    value: NOW,
  }));
}

/** The times that the rules require, except the one with the fault. */
function stampsOf(root: Place, { at }: Fault): Values {
  const others = stamps(root.write).filter((stamp) => stamp !== at[0]);
  return Object.fromEntries(others.map((stamp) => [stamp, NOW]));
}

/** Keys that are too long or have odd characters, in writes without other faults. */
export function malformedKeys({ roots, root, nothing }: Ground): DatabaseOperation[] {
  return withAllBelow(root).flatMap((place) => {
    const wildcard = place.path.at(-1) ?? '';
    if (!wildcard.startsWith('$')) return [];
    const written = roots.filter((other) => isAlong(other, place));
    return oddKeys(place, wildcard).flatMap((key) => {
      const odd = WITH_KEY[wildcard]?.(ALICE, key) ?? null;
      const short = `${JSON.stringify(key).slice(0, 30)} (${key.length})`;
      if (odd === null) return [];
      const what = `the key ${wildcard} is ${short}`;
      // Other data cannot contain a key that only another place checks.
      const ways = isChecked(place, wildcard) ? withOddKey : firstWithOddKey;
      return written.flatMap((other) => ways(odd, what, other, { roots, nothing }));
    });
  });
}

type KeyGround = Pick<Ground, 'roots' | 'nothing'>;

function firstWithOddKey(odd: Party, what: string, written: Place, { roots, nothing }: KeyGround): DatabaseOperation[] {
  return [
    {
      title: `/${pathFor(written.path, ALICE)}: ${what}, in a first write of everything`,
      as: ALICE.uid,
      initial: nothing,
      ...updates('/', writesOf(roots, odd)),
    },
  ];
}

function withOddKey(odd: Party, what: string, written: Place, { roots, nothing }: KeyGround): DatabaseOperation[] {
  const others = oldDataOf(
    roots.filter((other) => other !== written),
    odd,
  );
  const example = exampleFor(written, odd);
  const writer = writerOf(roots, written, odd);
  const title = `/${pathFor(written.path, ALICE)}: ${what}`;
  return [
    ...firstWithOddKey(odd, what, written, { roots, nothing }),
    { title: `${title}, with all other data`, as: ALICE.uid, initial: others, ...writer.sets(example) },
    { title: `${title}, over REST`, as: ALICE.uid, initial: others, ...writer.puts(example) },
  ];
}

/** True if one place is above the other, or both are the same. */
function isAlong(a: Place, b: Place): boolean {
  const shorter = Math.min(a.path.length, b.path.length);
  return a.path.slice(0, shorter).join('/') === b.path.slice(0, shorter).join('/');
}

function isChecked({ rules }: Place, wildcard: string): boolean {
  const condition = rules.conditions.get('validate');
  return wildcard in ODD_KEYS || hasPattern(condition, wildcard);
}

function oddKeys(place: Place, wildcard: string): string[] {
  const condition = place.rules.conditions.get('validate');
  const limit = longest(condition, `$${wildcard.slice(1)}`);
  return [
    'x'.repeat(limit === undefined ? 700 : limit + 1),
    ...(hasPattern(condition, wildcard) ? MALFORMED_IDS : []),
    ...(ODD_KEYS[wildcard] ?? []),
  ];
}
