import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createPathMap, ensureEntry } from '../data/path-map.ts';
import { randomPath, randomTree, treeOf } from '../data/random-trees.ts';
import { applyWrites, EMPTY, sameNode, type TreeNode } from '../data/tree.ts';
import { jsonFromNode } from '../data/tree-json.ts';
import { type ListenerChange, Listeners, viewOf } from './listeners.ts';
import type { Query } from './query.ts';
import { queryFromWire } from './query-on-the-wire.ts';

type Parts = readonly (readonly [path: readonly string[], node: TreeNode])[];

/** A client that applies the messages that it gets. `changes` contains them. */
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
  queryFromWire({ i: 'a', l: 2, vf: 'r' }),
  queryFromWire({ i: '.value', sp: 0, ep: 5, l: 1, vf: 'l' }),
  queryFromWire({ i: '.key', sp: 'b', l: 2, vf: 'l' }),
);

test('a client that applies all messages always has the current value', () => {
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

test('queries with limits follow hundreds of writes, of one child or of most children', () => {
  const child = fc.record({ a: fc.integer({ min: 0, max: 9 }) });
  const key = fc.integer({ min: 0, max: 40 }).map(String);
  const steps = fc.array(fc.dictionary(key, fc.option(child), { minKeys: 1, maxKeys: 30 }), { maxLength: 30 });
  const wires = [
    { i: 'a', l: 5, vf: 'r' },
    { i: 'a', l: 3, vf: 'l' },
    { i: 'a', sp: 2, ep: 7, l: 4, vf: 'l' },
    { i: 'a', sp: 8, ep: 1, l: 4, vf: 'r' },
    { i: '.key', ep: '20', l: 5, vf: 'r' },
    { i: 'a', sp: 5 },
  ];
  fc.assert(
    fc.property(steps, (updates) => {
      const listeners = new Listeners();
      const clients = wires
        .map(queryFromWire)
        .map((query) => ({ query, client: watch(listeners, EMPTY, ['l'], query) }));
      let root: TreeNode = EMPTY;
      for (const update of updates) {
        const parts = Object.entries(update).map(([name, json]): Parts[number] => [['l', name], treeOf(json)]);
        root = write(root, parts, listeners);
        for (const { query, client } of clients) {
          expect(jsonFromNode(client.view)).toEqual(jsonFromNode(viewOf({ path: ['l'], query }, root)));
        }
      }
    }),
  );
});

test('a write does not sort the children of a query with a limit again', () => {
  const listeners = new Listeners();
  let root = treeOf({ l: Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`k${index}`, { a: index }])) });
  const client = watch(listeners, root, ['l'], queryFromWire({ i: 'a', l: 5, vf: 'r' }));
  root = write(root, [[['l', 'k1', 'a'], treeOf(5000)]], listeners);
  const sort = vi.spyOn(Array.prototype, 'sort');
  onTestFinished(() => sort.mockRestore());
  root = write(root, [[['l', 'k2', 'a'], treeOf(6000)]], listeners);
  root = write(root, [[['l', 'k2'], EMPTY]], listeners);
  expect(sort).not.toHaveBeenCalled();
  expect(Object.keys(Object(jsonFromNode(client.view)))).toEqual(expect.arrayContaining(['k1', 'k1996']));
});

test('an update of several paths is one message', () => {
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

test('a listener on another path, or on an unchanged one, gets no message', () => {
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

test('a removed listener gets no message', () => {
  const listeners = new Listeners();
  const received: unknown[] = [];
  const listener = { path: ['a'], query: undefined, changed: (change: ListenerChange) => received.push(change) };
  listeners.add(listener);
  listeners.remove(listener);
  write(EMPTY, [[['a'], treeOf(1)]], listeners);
  expect(received).toEqual([]);
});

test('a message contains null for a child that leaves the window, and the child that replaces it', () => {
  const listeners = new Listeners();
  const root = treeOf({ a: 1, b: 2, c: 3 });
  const client = watch(listeners, root, [], queryFromWire({ i: '.key', l: 2, vf: 'r' }));
  write(root, [[['c'], EMPTY]], listeners);
  expect(client.changes[0]?.parts.map(({ relative, node }) => [...relative, jsonFromNode(node)])).toEqual([
    ['c', null],
    ['a', 1],
  ]);
});
