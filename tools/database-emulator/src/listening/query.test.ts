import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareKeys } from '../data/path.ts';
import { treeOf } from '../data/random-trees.ts';
import { applyQuery } from './query.ts';
import { queryFromWire } from './query-on-the-wire.ts';

function keysOf(json: unknown, wire: Record<string, unknown>): string[] {
  const query = queryFromWire(wire);
  return query === undefined ? [] : [...applyQuery(treeOf(json), query).children.keys()];
}

const ONE_OF_EACH = {
  o: { v: { x: 1 } },
  s: { v: 'b' },
  S: { v: 'B' },
  n: { v: 2 },
  m: { v: -1 },
  t: { v: true },
  f: { v: false },
  u: { w: 1 },
};

test('values sort as null, false, true, numbers, strings, objects', () => {
  expect(keysOf(ONE_OF_EACH, { i: 'v' })).toEqual(['u', 'f', 't', 'm', 'n', 'S', 's', 'o']);
});

test('equal values sort by key, integers first and by number', () => {
  const json = Object.fromEntries(['b', '10', '9', 'a', '-1', '2147483648', '007'].map((key) => [key, 1]));
  expect(keysOf(json, { i: '.value' })).toEqual(['-1', '007', '9', '10', '2147483648', 'a', 'b']);
});

test('bounds without a key include or exclude every child with that value', () => {
  const json = { a: 1, b: 2, c: 2, d: 3 };
  expect(keysOf(json, { i: '.value', sp: 2, sin: true })).toEqual(['b', 'c', 'd']);
  expect(keysOf(json, { i: '.value', sp: 2, sn: '[MAX_NAME]', sin: false })).toEqual(['d']);
  expect(keysOf(json, { i: '.value', ep: 2, en: '[MIN_NAME]', ein: false })).toEqual(['a']);
  expect(keysOf(json, { i: '.value', sp: 2, sn: 'c', ep: 2, en: 'c' })).toEqual(['c']);
  expect(keysOf(json, { i: '.value', sp: 2, sn: 'b', sin: false })).toEqual(['c', 'd']);
});

test('a query by key compares keys, not values', () => {
  const json = { a: 3, b: 2, c: 1 };
  expect(keysOf(json, { i: '.key', sp: 'b' })).toEqual(['b', 'c']);
  expect(keysOf(json, { i: '.key', ep: 'b', ein: false })).toEqual(['a']);
  expect(() => keysOf(json, { i: '.key', sp: 1 })).toThrow('bounds that are strings');
});

test('a query on a leaf selects nothing', () => {
  expect(keysOf('leaf', { i: '.key', l: 1, vf: 'l' })).toEqual([]);
});

test('a deep child can be the index', () => {
  expect(keysOf({ a: { p: { q: 2 } }, b: { p: { q: 1 } }, c: 5 }, { i: 'p/q', sp: 1 })).toEqual(['b', 'a']);
});

test('without an index the order is by priority', () => {
  const json = { a: { '.value': 1, '.priority': 2 }, b: { '.value': 1, '.priority': 1 }, c: 1 };
  expect(keysOf(json, { l: 2, vf: 'r' })).toEqual(['b', 'a']);
});

test('a limit of zero or less is rejected', () => {
  expect(() => queryFromWire({ l: 0 })).toThrow('positive integer');
  expect(() => queryFromWire({ l: 1.5 })).toThrow('positive integer');
});

test('a query selects what a search through all children in order finds', () => {
  const children = fc.dictionary(fc.constantFrom('a', 'b', 'c', '1', '2', '10'), fc.integer({ min: 0, max: 4 }));
  const bound = fc.option(fc.record({ value: fc.integer({ min: 0, max: 4 }), inclusive: fc.boolean() }), {
    nil: undefined,
  });
  fc.assert(
    fc.property(
      children,
      bound,
      bound,
      fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
      fc.boolean(),
      (json, from, to, limit, last) => {
        const wire = {
          i: '.value',
          ...(from && { sp: from.value, sin: from.inclusive, sn: from.inclusive ? '[MIN_NAME]' : '[MAX_NAME]' }),
          ...(to && { ep: to.value, ein: to.inclusive, en: to.inclusive ? '[MAX_NAME]' : '[MIN_NAME]' }),
          ...(limit !== undefined && { l: limit, vf: last ? 'r' : 'l' }),
        };
        const all = Object.entries(json)
          .filter(([, value]) => from === undefined || value > from.value || (from.inclusive && value === from.value))
          .filter(([, value]) => to === undefined || value < to.value || (to.inclusive && value === to.value))
          .sort(([keyA, a], [keyB, b]) => a - b || compareKeys(keyA, keyB))
          .map(([key]) => key);
        const window = limit === undefined ? all : last ? all.slice(-limit) : all.slice(0, limit);
        expect(keysOf(json, wire)).toEqual(window);
      },
    ),
    { numRuns: 500 },
  );
});
