import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isObject } from '../json.ts';
import { deltaBetween, sameValue } from './delta.ts';
import { randomTree, treeOf } from './random-trees.ts';
import { applyWrites, sameNode, type TreeNode } from './tree.ts';
import { jsonFromNode } from './tree-json.ts';

/** Does what the functions SDK does with an event to get the new value. */
function applyChange(before: unknown, delta: unknown): unknown {
  if (!isObject(before) || !isObject(delta)) {
    return delta;
  }
  const after: Record<string, unknown> = Object.assign(Object.create(null), before);
  for (const [key, part] of Object.entries(delta)) {
    after[key] = applyChange(Object.hasOwn(before, key) ? before[key] : null, part);
  }
  return after;
}

/** Replaces everything, as a client's `set` does. */
function replaced(before: TreeNode, after: TreeNode): TreeNode {
  return applyWrites(before, { value: after, children: new Map() });
}

test('a function that merges the delta into the old value gets the new value', () => {
  fc.assert(
    fc.property(randomTree, randomTree, (before, after) => {
      const merged = applyChange(jsonFromNode(before), deltaBetween(before, after));
      expect(sameNode(treeOf(merged), after)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('a removed key is an explicit null at its depth', () => {
  const before = treeOf({ a: { b: 1, c: 2 }, d: 3 });
  const delta = deltaBetween(before, replaced(before, treeOf({ a: { c: 2 }, e: 4 })));
  expect(delta).toEqual({ a: { b: null }, d: null, e: 4 });
});

test('a change of the priority alone is no change of the value', () => {
  expect(sameValue(treeOf({ a: { '.value': 1, '.priority': 1 } }), treeOf({ a: 1 }))).toBe(true);
  expect(sameValue(treeOf({ a: 1 }), treeOf({ a: 2 }))).toBe(false);
  expect(sameValue(treeOf({ a: 1 }), treeOf({ b: 1 }))).toBe(false);
});
