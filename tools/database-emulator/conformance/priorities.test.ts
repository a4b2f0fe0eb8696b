import {
  type DataSnapshot,
  get,
  goOffline,
  onDisconnect,
  onValue,
  orderByPriority,
  query,
  ref,
  set,
  setPriority,
  setWithPriority,
  update,
} from 'firebase/database';
import { expect, test } from 'vitest';
import { call, freshNamespace, openClient, setRules, stored } from './clients.ts';

/** The keys and priorities of the children, in order. */
function childrenOf(list: DataSnapshot): unknown[] {
  const children: unknown[] = [];
  list.forEach((child) => {
    children.push([child.key, child.priority]);
  });
  return children;
}

test('setPriority() keeps the value, and every listener gets the new order', async () => {
  const namespace = freshNamespace();
  const [writer, watcher] = [openClient(namespace), openClient(namespace)];
  await set(ref(writer, 'list'), { a: 1, b: { c: 2 } });
  const received: unknown[] = [];
  onValue(query(ref(watcher, 'list'), orderByPriority()), (list) => {
    received.push(childrenOf(list));
  });
  await expect.poll(() => received).toHaveLength(1);
  await setPriority(ref(writer, 'list/a'), 2);
  await expect
    .poll(() => received.at(-1))
    .toEqual([
      ['b', null],
      ['a', 2],
    ]);
  await setPriority(ref(writer, 'list/b'), 'x');
  await expect
    .poll(() => received.at(-1))
    .toEqual([
      ['a', 2],
      ['b', 'x'],
    ]);
  await setPriority(ref(writer, 'list/a'), null);
  await expect
    .poll(() => received.at(-1))
    .toEqual([
      ['a', null],
      ['b', 'x'],
    ]);
  expect(await stored(namespace, 'list')).toEqual({ a: 1, b: { c: 2 } });
});

test('a listener on the node itself gets its new priority', async () => {
  const namespace = freshNamespace();
  const writer = openClient(namespace);
  await set(ref(writer, 'leaf'), 'x');
  const received: unknown[] = [];
  onValue(ref(openClient(namespace), 'leaf'), (leaf) => {
    received.push([leaf.val(), leaf.priority]);
  });
  await expect.poll(() => received).toEqual([['x', null]]);
  await setPriority(ref(writer, 'leaf'), 7);
  await expect.poll(() => received.at(-1)).toEqual(['x', 7]);
});

test('an update can change priorities and values at once', async () => {
  const namespace = freshNamespace();
  const writer = openClient(namespace);
  await setWithPriority(ref(writer, 'y'), { a: 1 }, 1);
  const received: unknown[] = [];
  onValue(ref(openClient(namespace), 'y'), (y) => {
    received.push([y.val(), y.priority]);
  });
  await expect.poll(() => received).toHaveLength(1);
  await update(ref(writer), { 'y/.priority': 3, 'y/b': 2, z: 1 });
  await expect.poll(() => received.at(-1)).toEqual([{ a: 1, b: 2 }, 3]);
  expect((await get(ref(openClient(namespace), 'y'))).priority).toBe(3);
});

test('a disconnect write can change a priority', async () => {
  const namespace = freshNamespace();
  const leaver = openClient(namespace);
  await set(ref(leaver, 'y'), 1);
  await onDisconnect(ref(leaver)).update({ 'y/.priority': 9 });
  goOffline(leaver);
  await expect.poll(async () => (await call(namespace, '/y/.priority.json')).json).toBe(9);
});

test('the REST API reads, writes and deletes a priority', async () => {
  const namespace = freshNamespace();
  await call(namespace, '/y.json', { method: 'PUT', body: { a: 1 } });
  expect(await call(namespace, '/y/.priority.json', { method: 'PUT', body: 3 })).toMatchObject({
    status: 200,
    json: 3,
  });
  expect((await call(namespace, '/y.json?format=export')).json).toEqual({ a: 1, '.priority': 3 });
  await call(namespace, '/.json', { method: 'PATCH', body: { 'y/.priority': 'x' } });
  expect((await call(namespace, '/y/.priority.json')).json).toBe('x');
  await call(namespace, '/y/.priority.json', { method: 'DELETE' });
  expect((await call(namespace, '/y.json?format=export')).json).toEqual({ a: 1 });
  expect((await call(namespace, '/y/.priority.json', { method: 'PUT', body: true })).status).toBe(400);
});

test('a user can change the priority of a node that the rules let them write', async () => {
  const namespace = freshNamespace();
  await setRules(namespace, {
    '.read': true,
    open: { '.write': true, '.validate': 'newData.getPriority() != 5' },
    closed: { $any: { '.write': true } },
  });
  await call(namespace, '/.json', { method: 'PUT', body: { open: 1, closed: 1 } });
  const client = openClient(namespace, 'alice');
  await setPriority(ref(client, 'open'), 1);
  await expect(setPriority(ref(client, 'open'), 5)).rejects.toThrow(/permission_denied/i);
  await expect(setPriority(ref(client, 'closed'), 1)).rejects.toThrow(/permission_denied/i);
});
