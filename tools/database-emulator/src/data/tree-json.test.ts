import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomTree, treeOf } from './random-trees.ts';
import { EMPTY, sameNode } from './tree.ts';
import { jsonFromNode, nodeFromJson, WIRE_FORM } from './tree-json.ts';

const REST_FORM = { priorities: false, arrays: true };

test('a tree is equal after the conversion to JSON and back, in every form', () => {
  fc.assert(
    fc.property(randomTree, (tree) => {
      for (const form of [WIRE_FORM, REST_FORM]) {
        const text = JSON.stringify(jsonFromNode(tree, form));
        expect(sameNode(treeOf(JSON.parse(text)), tree)).toBe(true);
      }
    }),
  );
});

test('null, empty objects and empty lists disappear at every depth', () => {
  expect(treeOf({ a: null, b: {}, c: [], d: { e: { f: null } } })).toBe(EMPTY);
  expect(jsonFromNode(treeOf({ a: 0, b: '', c: false, d: null }))).toEqual({ a: 0, b: '', c: false });
});

test('lists become keys from 0, and REST returns them as lists while they are dense enough', () => {
  expect(jsonFromNode(treeOf({ list: ['x', null, 'z'] }))).toEqual({ list: { 0: 'x', 2: 'z' } });
  expect(jsonFromNode(treeOf(['x', null, 'z']), REST_FORM)).toEqual(['x', null, 'z']);
  expect(jsonFromNode(treeOf({ 0: 'x', 9: 'z' }), REST_FORM)).toEqual({ 0: 'x', 9: 'z' });
  expect(jsonFromNode(treeOf({ 1: 'x', '01': 'z' }), REST_FORM)).toEqual({ 1: 'x', '01': 'z' });
});

test('all server timestamps of one write are equal, and increments add to the existing value', () => {
  const json = { at: { '.sv': 'timestamp' }, deep: { at: { '.sv': 'timestamp' } }, n: { '.sv': { increment: 2 } } };
  const node = nodeFromJson(json, { now: 1234, existing: treeOf({ n: 5 }), depth: 0 });
  expect(jsonFromNode(node)).toEqual({ at: 1234, deep: { at: 1234 }, n: 7 });
  expect(jsonFromNode(nodeFromJson(json, { now: 1, existing: treeOf({ n: 'text' }), depth: 0 }))).toMatchObject({
    n: 2,
  });
});

test('an unknown server value is rejected, not stored', () => {
  expect(() => treeOf({ '.sv': 'moon-phase' })).toThrow('Unknown server value "moon-phase"');
});

test('a number that is too large for a double is rejected', () => {
  expect(() => treeOf(JSON.parse('{"a": 1e400}'))).toThrow('larger than any');
  expect(() => treeOf({ '.value': 1, '.priority': Number.NEGATIVE_INFINITY })).toThrow('larger than any');
  const largest = { '.sv': { increment: Number.MAX_VALUE } };
  const moment = { now: 0, existing: treeOf(Number.MAX_VALUE), depth: 0 };
  expect(() => nodeFromJson(largest, moment)).toThrow('larger than any');
});

test('priorities are kept for the SDKs and left out of plain values', () => {
  const node = treeOf({ a: { '.value': 'x', '.priority': 2 }, b: { c: 1, '.priority': 'p' } });
  expect(jsonFromNode(node)).toEqual({ a: 'x', b: { c: 1 } });
  expect(jsonFromNode(node, WIRE_FORM)).toEqual({
    a: { '.value': 'x', '.priority': 2 },
    b: { c: 1, '.priority': 'p' },
  });
  expect(() => treeOf({ '.value': 1, '.priority': {} })).toThrow('Invalid priority');
});

test.each(['a.b', 'a$b', 'a#b', 'a[b', 'a]b', 'a/b', '', 'a\u0007b', '.hidden'])('the key %j is rejected', (key) => {
  expect(() => treeOf({ [key]: 1 })).toThrow('Invalid key');
});

test('a key can have 768 bytes of UTF-8, and not one more', () => {
  expect(() => treeOf({ ['é'.repeat(384)]: 1 })).not.toThrow();
  expect(() => treeOf({ [`${'é'.repeat(384)}x`]: 1 })).toThrow('769 bytes');
});

test('data can be 32 levels deep, counted from the root, and not one more', () => {
  const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) });
  expect(() => treeOf(nested(32))).not.toThrow();
  expect(() => treeOf(nested(33))).toThrow('33 levels');
  expect(() => nodeFromJson(nested(30), { now: 0, existing: EMPTY, depth: 3 })).toThrow('33 levels');
});
