import {
  endAt,
  endBefore,
  equalTo,
  get,
  limitToFirst,
  limitToLast,
  onValue,
  orderByChild,
  orderByKey,
  orderByValue,
  type Query,
  type QueryConstraint,
  query,
  ref,
  remove,
  set,
  startAfter,
  startAt,
  update,
} from 'firebase/database';
import { expect, test } from 'vitest';
import { call, freshNamespace, openClient, setRules } from './clients.ts';

const ANIMALS = {
  ape: { legs: 2, name: 'ape' },
  bee: { legs: 6, name: 'bee' },
  cat: { legs: 4, name: 'cat' },
  dog: { legs: 4, name: 'dog' },
  eel: { legs: 0, name: null, wet: true },
};

const NUMBERS = { a: 5, b: 3, c: 5, d: 1 };

const RULES = {
  '.read': true,
  '.write': true,
  animals: { '.indexOn': ['legs', 'name', 'wet'] },
  numbers: { '.indexOn': '.value' },
};

const CASES: readonly [title: string, path: 'animals' | 'numbers', constraints: QueryConstraint[], keys: string[]][] = [
  ['by child', 'animals', [orderByChild('legs')], ['eel', 'ape', 'cat', 'dog', 'bee']],
  ['missing children first', 'animals', [orderByChild('name'), limitToFirst(2)], ['eel', 'ape']],
  ['from a value', 'animals', [orderByChild('legs'), startAt(4)], ['cat', 'dog', 'bee']],
  ['from a value and a key', 'animals', [orderByChild('legs'), startAt(4, 'dog')], ['dog', 'bee']],
  ['after a value', 'animals', [orderByChild('legs'), startAfter(4)], ['bee']],
  ['after a value and a key', 'animals', [orderByChild('legs'), startAfter(4, 'cat')], ['dog', 'bee']],
  ['to a value', 'animals', [orderByChild('legs'), endAt(4)], ['eel', 'ape', 'cat', 'dog']],
  ['to before a value', 'animals', [orderByChild('legs'), endBefore(4)], ['eel', 'ape']],
  ['to before a value and a key', 'animals', [orderByChild('legs'), endBefore(4, 'dog')], ['eel', 'ape', 'cat']],
  ['one value', 'animals', [orderByChild('legs'), equalTo(4)], ['cat', 'dog']],
  ['one value and key', 'animals', [orderByChild('legs'), equalTo(4, 'dog')], ['dog']],
  ['children without a value', 'animals', [orderByChild('wet'), equalTo(null)], ['ape', 'bee', 'cat', 'dog']],
  ['booleans', 'animals', [orderByChild('wet'), equalTo(true)], ['eel']],
  ['the last', 'animals', [orderByChild('legs'), limitToLast(2)], ['dog', 'bee']],
  ['the last of a range', 'animals', [orderByChild('legs'), endAt(4), limitToLast(2)], ['cat', 'dog']],
  ['by key from', 'animals', [orderByKey(), startAt('bee'), endBefore('dog')], ['bee', 'cat']],
  ['by key after', 'animals', [orderByKey(), startAfter('bee'), limitToFirst(2)], ['cat', 'dog']],
  ['by value', 'numbers', [orderByValue(), startAt(3)], ['b', 'a', 'c']],
  ['by value, the last', 'numbers', [orderByValue(), limitToLast(1)], ['c']],
];

async function namespaceWithData(): Promise<string> {
  const namespace = freshNamespace();
  await setRules(namespace, RULES);
  await set(ref(openClient(namespace)), { animals: ANIMALS, numbers: NUMBERS });
  return namespace;
}

/** The keys, in order, each time they change. */
function keysOf(watched: Query): string[][] {
  const received: string[][] = [];
  onValue(watched, (list) => {
    const keys: string[] = [];
    list.forEach(({ key }) => {
      keys.push(key);
    });
    received.push(keys);
  });
  return received;
}

test.each(CASES)('a query selects %s, in a single read and in a listener', async (_title, path, constraints, keys) => {
  const namespace = await namespaceWithData();
  const found: string[] = [];
  (await get(query(ref(openClient(namespace), path), ...constraints))).forEach(({ key }) => {
    found.push(key);
  });
  expect(found).toEqual(keys);
  const received = keysOf(query(ref(openClient(namespace), path), ...constraints));
  await expect.poll(() => received).toEqual([keys]);
});

test('a listener with a limit follows children that come, go and move', async () => {
  const namespace = await namespaceWithData();
  const received = keysOf(query(ref(openClient(namespace), 'numbers'), orderByValue(), limitToLast(2)));
  await expect.poll(() => received.at(-1)).toEqual(['a', 'c']);
  const writer = openClient(namespace);
  await set(ref(writer, 'numbers/e'), 9);
  await expect.poll(() => received.at(-1)).toEqual(['c', 'e']);
  await update(ref(writer, 'numbers'), { e: null, c: null });
  await expect.poll(() => received.at(-1)).toEqual(['b', 'a']);
  await set(ref(writer, 'numbers/d'), 4);
  await expect.poll(() => received.at(-1)).toEqual(['d', 'a']);
  await remove(ref(writer, 'numbers'));
  await expect.poll(() => received.at(-1)).toEqual([]);
});

test('each of several queries on one path keeps its own view', async () => {
  const namespace = await namespaceWithData();
  const client = openClient(namespace);
  const numbers = ref(client, 'numbers');
  const first = keysOf(query(numbers, orderByValue(), limitToFirst(1)));
  const last = keysOf(query(numbers, orderByValue(), limitToLast(1)));
  const all = keysOf(numbers);
  await expect.poll(() => [first.at(-1), last.at(-1), all.at(-1)]).toEqual([['d'], ['c'], ['a', 'b', 'c', 'd']]);
  await update(numbers, { a: 0, c: null });
  await expect.poll(() => [first.at(-1), last.at(-1), all.at(-1)]).toEqual([['a'], ['b'], ['a', 'b', 'd']]);
});

test('without an index a single read is rejected, and a listener works', async () => {
  const namespace = freshNamespace();
  await setRules(namespace, { '.read': true, '.write': true });
  await set(ref(openClient(namespace), 'list'), { a: { n: 2 }, b: { n: 1 } });
  const one = query(ref(openClient(namespace), 'list'), orderByChild('n'), limitToFirst(1));
  await expect(get(one)).rejects.toThrow('Index not defined, add ".indexOn": "n", for path "/list", to the rules');
  const received = keysOf(query(ref(openClient(namespace), 'list'), orderByChild('n'), limitToFirst(1)));
  await expect.poll(() => received.at(-1)).toEqual(['b']);
});

test('the REST API has the same queries', async () => {
  const namespace = await namespaceWithData();
  const keys = async (parameters: string) =>
    Object.keys(Object((await call(namespace, `/animals.json?${parameters}`)).json)).sort();
  expect(await keys('orderBy="legs"&equalTo=4')).toEqual(['cat', 'dog']);
  expect(await keys('orderBy="legs"&startAt=4&limitToFirst=1')).toEqual(['cat']);
  expect(await keys('orderBy="$key"&startAt="dog"'.replace('$key', '%24key'))).toEqual(['dog', 'eel']);
  expect(await keys('limitToFirst=1&orderBy="$key"'.replace('$key', '%24key'))).toEqual(['ape']);
});

test('the REST API rejects a query without an order, without an index or without sense', async () => {
  const namespace = await namespaceWithData();
  const refused = async (parameters: string) => {
    const { status, json } = await call(namespace, `/animals.json?${parameters}`);
    expect(status).toBe(400);
    return json;
  };
  expect(await refused('limitToFirst=1')).toEqual({
    error: 'orderBy must be defined when other query parameters are defined',
  });
  expect(await refused('orderBy="wings"')).toEqual({
    error: 'Index not defined, add ".indexOn": "wings", for path "/animals", to the rules',
  });
  await refused('orderBy=legs');
  await refused('orderBy="legs"&limitToFirst=x');
});
