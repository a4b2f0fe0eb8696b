import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPathMap, ensureEntry } from './path-map.ts';
import { randomPath, randomTree, treeOf } from './random-trees.ts';
import { applyWrites, EMPTY, nodeAt, sameNode, type TreeNode } from './tree.ts';
import { jsonFromNode } from './tree-json.ts';

function write(root: TreeNode, path: readonly string[], node: TreeNode): TreeNode {
  const writes = createPathMap<TreeNode>();
  ensureEntry(writes, path).value = node;
  return applyWrites(root, writes);
}

test('a write changes the value at its path, and nothing else', () => {
  fc.assert(
    fc.property(randomTree, randomPath, randomTree, fc.constantFrom('a', 'z'), (root, path, node, elsewhere) => {
      const after = write(root, path, node);
      expect(sameNode(nodeAt(after, path), node)).toBe(true);
      if (path[0] !== undefined && path[0] !== elsewhere) {
        expect(nodeAt(after, [elsewhere])).toBe(nodeAt(root, [elsewhere]));
      }
    }),
  );
});

test('the tree from before a write does not change', () => {
  fc.assert(
    fc.property(randomTree, randomPath, randomTree, (root, path, node) => {
      const before = JSON.stringify(jsonFromNode(root));
      write(root, path, node);
      expect(JSON.stringify(jsonFromNode(root))).toBe(before);
    }),
  );
});

test('a write of the existing value returns the same tree object', () => {
  fc.assert(
    fc.property(randomTree, randomPath, (root, path) => {
      expect(write(root, path, treeOf(jsonFromNode(nodeAt(root, path))))).toBe(root);
    }),
  );
});

test('the removal of the last child removes the parents without content', () => {
  expect(write(treeOf({ a: { b: { c: 1 } } }), ['a', 'b', 'c'], EMPTY)).toBe(EMPTY);
});

test('a child written below a leaf replaces the leaf', () => {
  expect(jsonFromNode(write(treeOf({ a: 1 }), ['a', 'b'], treeOf(2)))).toEqual({ a: { b: 2 } });
});

test('a key with a meaning for JavaScript objects is an ordinary key', () => {
  const root = write(write(EMPTY, ['__proto__', 'admin'], treeOf(true)), ['constructor'], treeOf('x'));
  expect(JSON.stringify(jsonFromNode(root))).toBe('{"__proto__":{"admin":true},"constructor":"x"}');
  expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  expect(jsonFromNode(nodeAt(root, ['toString']))).toBeNull();
});
