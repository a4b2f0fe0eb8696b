import {
  child,
  get,
  goOffline,
  goOnline,
  increment,
  off,
  onChildAdded,
  onChildRemoved,
  onValue,
  orderByPriority,
  query,
  ref,
  remove,
  serverTimestamp,
  set,
  setWithPriority,
  update,
} from 'firebase/database';
import { expect, test } from 'vitest';
import { freshNamespace, openClient, stored, valuesOf } from './clients.ts';

test('a listener gets every change once and in order, from any writer', async () => {
  const namespace = freshNamespace();
  const writer = openClient(namespace);
  const watcher = openClient(namespace);
  const received = { writer: valuesOf(ref(writer, 'a')), watcher: valuesOf(ref(watcher, 'a')) };
  await expect.poll(() => received).toEqual({ writer: [null], watcher: [null] });
  for (const value of ['old', 'new', 'newest']) {
    await set(ref(writer, 'a'), value);
  }
  const expected = [null, 'old', 'new', 'newest'];
  await expect.poll(() => received).toEqual({ writer: expected, watcher: expected });
});

test('an update of several paths is one event for a listener above them', async () => {
  const namespace = freshNamespace();
  const received = valuesOf(ref(openClient(namespace), 'a'));
  await expect.poll(() => received).toEqual([null]);
  const writer = openClient(namespace);
  await update(ref(writer, 'a'), { 'b/c': 1, 'b/d': 2, e: 3 });
  await update(ref(writer), { 'a/b/c': null, 'a/f': 4, 'elsewhere/x': 5 });
  await expect.poll(() => received).toEqual([null, { b: { c: 1, d: 2 }, e: 3 }, { b: { d: 2 }, e: 3, f: 4 }]);
  expect(await stored(namespace, 'elsewhere')).toEqual({ x: 5 });
});

test('listeners above and below a write get it, those beside it do not', async () => {
  const namespace = freshNamespace();
  const client = openClient(namespace);
  const received = {
    above: valuesOf(ref(client, 'a')),
    below: valuesOf(ref(client, 'a/b/c')),
    beside: valuesOf(ref(client, 'a/x')),
  };
  await expect.poll(() => received).toEqual({ above: [null], below: [null], beside: [null] });
  await set(ref(openClient(namespace), 'a/b'), { c: 1, d: 2 });
  await expect.poll(() => received.above).toHaveLength(2);
  expect(received).toEqual({ above: [null, { b: { c: 1, d: 2 } }], below: [null, 1], beside: [null] });
});

test('a listener gets children as they come and go', async () => {
  const namespace = freshNamespace();
  const list = ref(openClient(namespace), 'list');
  const events: string[] = [];
  onChildAdded(list, ({ key }) => events.push(`+${key}`));
  onChildRemoved(list, ({ key }) => events.push(`-${key}`));
  // The server handles the messages of one socket in order, so it knows the listeners now.
  await get(list);
  const writer = openClient(namespace);
  await set(ref(writer, 'list/a'), 1);
  await update(ref(writer, 'list'), { a: null, b: 1 });
  await remove(ref(writer, 'list'));
  await expect.poll(() => events).toHaveLength(4);
  expect(events.slice(0, 1)).toEqual(['+a']);
  expect(events.slice(1, 3).sort()).toEqual(['+b', '-a']);
  expect(events.slice(3)).toEqual(['-b']);
});

test('a removed listener gets nothing more, and can start again', async () => {
  const namespace = freshNamespace();
  const node = ref(openClient(namespace), 'a');
  const first = valuesOf(node);
  await expect.poll(() => first).toEqual([null]);
  off(node);
  const writer = openClient(namespace);
  await set(ref(writer, 'a'), 1);
  const second = valuesOf(node);
  await expect.poll(() => second).toEqual([1]);
  expect(first).toEqual([null]);
});

test('all server timestamps of one write are equal, and from the server', async () => {
  const namespace = freshNamespace();
  const client = openClient(namespace);
  await update(ref(client), { 'a/at': serverTimestamp(), 'b/at': serverTimestamp() });
  const { a, b } = (await get(ref(client))).val();
  expect(a.at).toBe(b.at);
  expect(typeof a.at).toBe('number');
});

test('increments of several clients add up', async () => {
  const namespace = freshNamespace();
  const counters = Array.from({ length: 4 }, () => ref(openClient(namespace), 'n'));
  await Promise.all(counters.flatMap((counter) => [set(counter, increment(2)), set(counter, increment(-1))]));
  expect(await stored(namespace, 'n')).toBe(4);
});

test('empty values are null, and falsy values stay as they are', async () => {
  const client = openClient(freshNamespace());
  expect((await get(ref(client, 'nothing'))).val()).toBeNull();
  for (const value of [0, false, '']) {
    await set(ref(client, 'a'), value);
    expect((await get(ref(client, 'a'))).val()).toBe(value);
  }
  await set(ref(client, 'a'), { empty: {}, list: [], gone: null, x: 0 });
  expect((await get(ref(client, 'a'))).val()).toEqual({ x: 0 });
});

test('a stored list is read as a list', async () => {
  const namespace = freshNamespace();
  await set(ref(openClient(namespace), 'list'), ['x', 'y', { z: [1, 2] }]);
  expect((await get(ref(openClient(namespace), 'list'))).val()).toEqual(['x', 'y', { z: [1, 2] }]);
});

test('a key with a meaning for JavaScript objects is an ordinary key', async () => {
  const namespace = freshNamespace();
  const client = openClient(namespace);
  const keys = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'ключ', '🙂', 'with space'];
  for (const key of keys) {
    await set(child(ref(client, 'users'), key), { is: key });
  }
  const reader = openClient(namespace);
  for (const key of keys) {
    expect((await get(child(ref(reader, 'users'), key))).val()).toEqual({ is: key });
  }
});

test('a message longer than one frame arrives as a whole', async () => {
  const namespace = freshNamespace();
  // The SDK cuts between UTF-16 units and breaks characters with two of them, so this text has none.
  const text = 'é'.repeat(40_000);
  await set(ref(openClient(namespace), 'long'), { text });
  expect((await get(ref(openClient(namespace), 'long/text'))).val() === text).toBe(true);
});

test('writes made while offline run in order after the return', async () => {
  const namespace = freshNamespace();
  const client = openClient(namespace);
  await set(ref(client, 'a'), 0);
  goOffline(client);
  const writes = [set(ref(client, 'a'), 1), update(ref(client), { a: 2, b: 1 })];
  expect(await stored(namespace, 'a')).toBe(0);
  goOnline(client);
  await Promise.all(writes);
  expect([await stored(namespace, 'a'), await stored(namespace, 'b')]).toEqual([2, 1]);
});

test('a listener that was offline gets the changes of that time', async () => {
  const namespace = freshNamespace();
  const client = openClient(namespace);
  const received = valuesOf(ref(client, 'a'));
  await expect.poll(() => received).toEqual([null]);
  goOffline(client);
  await set(ref(openClient(namespace), 'a'), 'meanwhile');
  goOnline(client);
  await expect.poll(() => received).toEqual([null, 'meanwhile']);
});

test('the server reports its time, and that the client is connected', async () => {
  const client = openClient(freshNamespace());
  const connected = valuesOf(ref(client, '.info/connected'));
  await expect.poll(() => connected).toEqual([false, true]);
  const offsets = valuesOf(ref(client, '.info/serverTimeOffset'));
  await expect.poll(() => Math.abs(Number(offsets.at(-1) ?? Number.NaN))).toBeLessThan(5_000);
});

test('priorities are kept, and order children', async () => {
  const namespace = freshNamespace();
  const client = openClient(namespace);
  await setWithPriority(ref(client, 'list/a'), 'x', 2);
  await setWithPriority(ref(client, 'list/b'), { y: 1 }, 1);
  await set(ref(client, 'list/c'), 'z');
  const keys: unknown[] = [];
  const reader = openClient(namespace);
  onValue(query(ref(reader, 'list'), orderByPriority()), (list) => {
    list.forEach((item) => {
      keys.push([item.key, item.priority]);
    });
  });
  await expect
    .poll(() => keys)
    .toEqual([
      ['c', null],
      ['b', 1],
      ['a', 2],
    ]);
});
