import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ListenerChange, Listeners, viewOf } from './listeners.ts';
import { createPathMap, ensureEntry } from './path-map.ts';
import type { Query } from './query.ts';
import { queryFromWire } from './query-on-the-wire.ts';
import { randomPath, randomTree, treeOf } from './random-trees.ts';
import { applyWrites, EMPTY, sameNode, type TreeNode } from './tree.ts';
import { jsonFromNode } from './tree-json.ts';

type Parts = readonly (readonly [path: readonly string[], node: TreeNode])[];

/** A client that keeps what it is told; `changes` are the messages it got. */
function watch(listeners: Listeners, root: TreeNode, path: readonly string[], query?: Query) {
  const client = { view: viewOf({ path, query }, root), changes: [] as ListenerChange[] };
  listeners.add({
    path,
    query,
    changed: (change) => {
      client.changes.push(change);
      client.view = change.parts.reduce((view, part) => write(view, [[part.relative, part.node]]), client.view);
    },
  });
  return client;
}

function write(root: TreeNode, parts: Parts, listeners?: Listeners): TreeNode {
  const writes = createPathMap<TreeNode>();
  for (const [path, node] of parts) {
    ensureEntry(writes, path).value = node;
  }
  const after = applyWrites(root, writes);
  listeners?.notify(root, after, writes);
  return after;
}

const queries = fc.constantFrom(
  undefined,
  queryFromWire({ i: '.key', l: 1, vf: 'r' }),
  queryFromWire({ i: '.value', l: 2, vf: 'l' }),
  queryFromWire({ i: 'a', sp: 1 }),
);

test('a client that applies what it is told always has what stands there', () => {
  fc.assert(
    fc.property(
      randomTree,
      randomPath,
      queries,
      fc.array(fc.tuple(randomPath, randomTree), { maxLength: 6 }),
      (start, path, query, steps) => {
        const listeners = new Listeners();
        const client = watch(listeners, start, path, query);
        let root = start;
        for (const step of steps) {
          root = write(root, [step], listeners);
          expect(sameNode(client.view, viewOf({ path, query }, root))).toBe(true);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('an update of several places is one message', () => {
  const listeners = new Listeners();
  const client = watch(listeners, EMPTY, ['a']);
  write(
    EMPTY,
    [
      [['a', 'b', 'c'], treeOf(1)],
      [['a', 'd'], treeOf(2)],
      [['z'], treeOf(3)],
    ],
    listeners,
  );
  expect(client.changes).toHaveLength(1);
  expect(client.changes[0]?.kind).toBe('merge');
  expect(jsonFromNode(client.view)).toEqual({ b: { c: 1 }, d: 2 });
});

test('who watches something else, or what did not change, hears nothing', () => {
  const root = treeOf({ a: 1, b: { c: 1 } });
  const listeners = new Listeners();
  const clients = [watch(listeners, root, ['a']), watch(listeners, root, ['b']), watch(listeners, root, ['b', 'c'])];
  write(
    root,
    [
      [['z'], treeOf(1)],
      [['b'], treeOf({ c: 1 })],
    ],
    listeners,
  );
  expect(clients.flatMap((client) => client.changes)).toEqual([]);
});

test('who stopped listening hears nothing more', () => {
  const listeners = new Listeners();
  const heard: unknown[] = [];
  const listener = { path: ['a'], query: undefined, changed: (change: ListenerChange) => heard.push(change) };
  listeners.add(listener);
  listeners.remove(listener);
  write(EMPTY, [[['a'], treeOf(1)]], listeners);
  expect(heard).toEqual([]);
});

test('a child that leaves the window is null in the message, and the one that takes its place comes with it', () => {
  const listeners = new Listeners();
  const root = treeOf({ a: 1, b: 2, c: 3 });
  const client = watch(listeners, root, [], queryFromWire({ i: '.key', l: 2, vf: 'r' }));
  write(root, [[['c'], EMPTY]], listeners);
  expect(client.changes[0]?.parts.map(({ relative, node }) => [...relative, jsonFromNode(node)])).toEqual([
    ['c', null],
    ['a', 1],
  ]);
});
