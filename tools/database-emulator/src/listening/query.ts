import { compareKeys, type Path } from '../data/path.ts';
import { branch, type Leaf, nodeAt, type TreeNode } from '../data/tree.ts';
import { InvalidRequestError } from '../invalid-request.ts';
import type { JsonObject } from '../json.ts';

export type Index =
  | { readonly kind: 'key' }
  | { readonly kind: 'value' }
  | { readonly kind: 'priority' }
  | { readonly kind: 'child'; readonly path: Path };

/** Sorts before (or after) every key, so that a bound without a key includes (or excludes) all equal values. */
export type BoundKey = string | typeof BEFORE_ALL_KEYS | typeof AFTER_ALL_KEYS;

export const BEFORE_ALL_KEYS = Symbol('before all keys');
export const AFTER_ALL_KEYS = Symbol('after all keys');

export interface Bound {
  readonly value: Leaf | null;
  readonly key: BoundKey;
  readonly inclusive: boolean;
}

export interface Query {
  readonly index: Index;
  readonly start: Bound | undefined;
  readonly end: Bound | undefined;
  readonly limit: number | undefined;
  readonly limitFrom: 'first' | 'last';
}

/** Returns the children that a query selects. A leaf has none. */
export function applyQuery(node: TreeNode, query: Query): TreeNode {
  const selected = inOrder(
    [...node.children].filter((entry) => isWithin(entry, query)),
    query.index,
  );
  if (query.limit === undefined || selected.length <= query.limit) {
    return branch(selected, node.priority);
  }
  const window = query.limitFrom === 'first' ? selected.slice(0, query.limit) : selected.slice(-query.limit);
  return branch(window, node.priority);
}

/** Returns what `.indexOn` has to name for this query. Keys and priorities are always indexed. */
export function neededIndex(query: Query): string | undefined {
  switch (query.index.kind) {
    case 'child':
      return query.index.path.join('/');
    case 'value':
      return '.value';
    default:
      return undefined;
  }
}

/** Returns the variable `query` of rules. A read without a query counts as ordered by key. */
export function queryVariable(query: Query | undefined): JsonObject {
  const limit = query?.limit ?? null;
  const start = query?.start?.value ?? null;
  const end = query?.end?.value ?? null;
  return {
    orderByKey: query === undefined || query.index.kind === 'key',
    orderByValue: query?.index.kind === 'value',
    orderByPriority: query?.index.kind === 'priority',
    orderByChild: query?.index.kind === 'child' ? query.index.path.join('/') : null,
    startAt: start,
    endAt: end,
    equalTo: start === end ? start : null,
    limitToFirst: query?.limitFrom === 'first' ? limit : null,
    limitToLast: query?.limitFrom === 'last' ? limit : null,
  };
}

export type Entry = readonly [key: string, node: TreeNode];

/** Sorts by an index. Looks up the compared value once for each entry. */
export function inOrder(entries: readonly Entry[], index: Index): Entry[] {
  return entries
    .map((entry): { entry: Entry; value: IndexedValue } => ({ entry, value: valueIn(index, entry) }))
    .sort((a, b) => compareValues(a.value, b.value) || compareKeys(a.entry[0], b.entry[0]))
    .map(({ entry }) => entry);
}

export function compareEntries(a: Entry, b: Entry, index: Index): number {
  return compareValues(valueIn(index, a), valueIn(index, b)) || compareKeys(a[0], b[0]);
}

/** In the index of the keys all values are equal. */
function valueIn(index: Index, [, node]: Entry): IndexedValue {
  return index.kind === 'key' ? null : indexedValue(node, index);
}

export function isWithin(entry: Entry, query: Query): boolean {
  return isAfterStart(entry, query) && isBeforeEnd(entry, query);
}

export function isAfterStart(entry: Entry, { start, index }: Query): boolean {
  return start === undefined || isInside(compareToBound(entry, start, index), start);
}

export function isBeforeEnd(entry: Entry, { end, index }: Query): boolean {
  return end === undefined || isInside(-compareToBound(entry, end, index), end);
}

function isInside(distance: number, bound: Bound): boolean {
  return distance > 0 || (distance === 0 && bound.inclusive);
}

function compareToBound([key, node]: Entry, bound: Bound, index: Index): number {
  if (index.kind === 'key') {
    return compareKeys(key, keyBound(bound));
  }
  return compareValues(indexedValue(node, index), bound.value) || compareToBoundKey(key, bound.key);
}

function keyBound(bound: Bound): string {
  if (typeof bound.value !== 'string') {
    throw new InvalidRequestError('A query ordered by key needs bounds that are strings');
  }
  return bound.value;
}

function compareToBoundKey(key: string, bound: BoundKey): number {
  if (typeof bound === 'string') {
    return compareKeys(key, bound);
  }
  return bound === BEFORE_ALL_KEYS ? 1 : -1;
}

/** A node with children sorts as an object, with any content. */
function indexedValue(node: TreeNode, index: Exclude<Index, { kind: 'key' }>): IndexedValue {
  if (index.kind === 'priority') {
    return node.priority;
  }
  const target = index.kind === 'child' ? nodeAt(node, index.path) : node;
  return target.children.size > 0 ? OBJECT : target.value;
}

const OBJECT = Symbol('an object');

type IndexedValue = Leaf | null | typeof OBJECT;

/** null < false < true < numbers < strings < objects. */
function compareValues(a: IndexedValue, b: IndexedValue): number {
  if (typeof a === 'number' && typeof b === 'number') {
    return a - b;
  }
  if (typeof a === 'string' && typeof b === 'string') {
    return Number(a > b) - Number(a < b);
  }
  return rank(a) - rank(b);
}

function rank(value: IndexedValue): number {
  switch (typeof value) {
    case 'boolean':
      return value ? 2 : 1;
    case 'number':
      return 3;
    case 'string':
      return 4;
    case 'symbol':
      return 5;
    default:
      return 0;
  }
}
