import { expect, test } from 'vitest';
import { pathText } from '../data/path.ts';
import { writesOfUpdate } from '../data/writes.ts';
import { OnDisconnectQueue } from './on-disconnect.ts';

function queueWith(...operations: readonly (readonly [path: string, json: unknown])[]): OnDisconnectQueue {
  const queue = new OnDisconnectQueue();
  for (const [path, json] of operations) {
    queue.register([{ path: path.split('/'), json }]);
  }
  return queue;
}

function registered(queue: OnDisconnectQueue): unknown[] {
  return queue.takeAll().map((writes) => Object.fromEntries(writes.map(({ path, json }) => [pathText(path), json])));
}

test('disconnect writes are returned in the order of their registration, and only once', () => {
  const queue = queueWith(['b', 1], ['a', 2]);
  expect(registered(queue)).toEqual([{ b: 1 }, { a: 2 }]);
  expect(registered(queue)).toEqual([]);
});

test('a later registration replaces earlier ones at its path and below, not above', () => {
  expect(registered(queueWith(['a/b', 1], ['a/c', 2], ['z', 3], ['a', 4]))).toEqual([{ z: 3 }, { a: 4 }]);
  expect(registered(queueWith(['a', { x: 1 }], ['a/b', 2]))).toEqual([{ a: { x: 1 } }, { 'a/b': 2 }]);
});

test('an update stays one operation', () => {
  const queue = new OnDisconnectQueue();
  queue.register(writesOfUpdate(['a'], { b: 1, 'c/d': null }));
  expect(registered(queue)).toEqual([{ 'a/b': 1, 'a/c/d': null }]);
});

test('a part of an update can be replaced or cancelled', () => {
  const queue = new OnDisconnectQueue();
  queue.register(writesOfUpdate(['a'], { b: 1, c: 2, d: 3 }));
  queue.register([{ path: ['a', 'b'], json: 9 }]);
  queue.cancel(['a', 'c']);
  expect(registered(queue)).toEqual([{ 'a/d': 3 }, { 'a/b': 9 }]);
});

test('a cancellation removes the writes at its path and below', () => {
  const queue = queueWith(['a/b', 1], ['a/c/d', 2], ['ab', 3]);
  queue.cancel(['a']);
  expect(registered(queue)).toEqual([{ ab: 3 }]);
});

test('a cancellation below a registered value keeps the other children of that value', () => {
  const queue = queueWith(['a', { b: { c: 1, d: 2 }, e: 3 }], ['f', { '.sv': 'timestamp' }]);
  queue.cancel(['a', 'b', 'c']);
  queue.cancel(['f', 'g']);
  expect(registered(queue)).toEqual([{ 'a/b/d': 2, 'a/e': 3 }, { f: { '.sv': 'timestamp' } }]);
});
