import type { Expression, RuleNode } from 'database-emulator/rules';
import { LEAVES, type Party, WILDCARDS } from './examples.ts';
import { isNever, mentions } from './expressions.ts';

/** A place that database.rules.json names. Its path may have wildcards. */
export interface Place {
  path: readonly string[];
  rules: RuleNode;
  /** The condition for writes: that of this place, or of the nearest place above. */
  write: Expression | undefined;
  read: Expression | undefined;
  below: Place[];
}

export function placesOf(root: RuleNode): Place {
  return placeAt([], root, undefined);
}

function placeAt(path: readonly string[], rules: RuleNode, above: Place | undefined): Place {
  const { conditions } = rules;
  const below: Place[] = [];
  const write = conditions.get('write') ?? above?.write;
  const place = { path, rules, write, read: conditions.get('read') ?? above?.read, below };
  for (const [key, child] of childrenOf(rules)) below.push(placeAt([...path, key], child, place));
  return place;
}

/** Leaves out a wildcard that allows no data: it is there to refuse unknown keys, and is no place. */
function childrenOf({ children, wildcard }: RuleNode): [string, RuleNode][] {
  const closed = isNever(wildcard?.node.conditions.get('validate'));
  return [...children, ...(wildcard === undefined || closed ? [] : [[wildcard.name, wildcard.node] as const])].map(
    ([key, node]) => [key, node],
  );
}

export function withAllBelow(place: Place): Place[] {
  return [place, ...place.below.flatMap(withAllBelow)];
}

/** The topmost places that clients can write. */
export function writtenWhole(place: Place): Place[] {
  return place.write !== undefined ? [place] : place.below.flatMap(writtenWhole);
}

/** Places where no client may write, neither the place nor data below it. */
export function neverWritten(place: Place): Place[] {
  if (writtenWhole(place).length > 0) return place.write === undefined ? place.below.flatMap(neverWritten) : [];
  return [place];
}

/** Who may read: no client; the owner that the condition names; or all clients that the condition allows. */
export function readers({ read }: Place): 'none' | 'owner' | 'all' {
  if (read === undefined || isNever(read)) return 'none';
  return Object.keys(WILDCARDS).some((wildcard) => mentions(read, wildcard)) ? 'owner' : 'all';
}

/** The path with its wildcards, as in the tables of examples.ts. */
export function nameOf({ path }: Place): string {
  return `/${path.join('/')}`;
}

export function pathFor(path: readonly string[], party: Party): string {
  return path.map((key) => keyFor(key, party)).join('/');
}

function keyFor(key: string, party: Party): string {
  if (!key.startsWith('$')) return key;
  const example = WILDCARDS[key];
  if (example === undefined) throw new Error(`tests/attack/examples.ts has no key for the wildcard ${key}`);
  return example(party);
}

/** A valid value of the party for this place, with every child that the rules name. */
export function exampleFor(place: Place, party: Party): unknown {
  if (place.below.length === 0) return leafExamples(place)[0](party);
  return Object.fromEntries(
    place.below.map((child) => [keyFor(child.path.at(-1) ?? '', party), exampleFor(child, party)]),
  );
}

export function leafExamples(place: Place) {
  const name = nameOf(place);
  const examples = LEAVES[name];
  if (examples === undefined) {
    throw new Error(`database.rules.json has the path ${name}, but tests/attack/examples.ts has no example of it.`);
  }
  return examples;
}
