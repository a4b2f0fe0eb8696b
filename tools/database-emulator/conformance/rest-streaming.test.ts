import { ref, remove, set, setPriority, update } from 'firebase/database';
import { expect, onTestFinished, test } from 'vitest';
import { call, emulatorAddress, freshNamespace, openClient, setRules } from './clients.ts';

interface StreamEvent {
  readonly event: string;
  readonly data: unknown;
}

/** Collects the events of a stream, without `keep-alive`. */
async function streamOf(namespace: string, path: string, headers: Record<string, string> = {}) {
  const { host, port } = emulatorAddress();
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const url = `http://${host}:${port}${path}${path.includes('?') ? '&' : '?'}ns=${namespace}`;
  const response = await fetch(url, { headers: { accept: 'text/event-stream', ...headers }, signal: abort.signal });
  const events: StreamEvent[] = [];
  collect(response, events).catch(() => undefined);
  return { status: response.status, type: response.headers.get('content-type'), events };
}

async function collect(response: Response, events: StreamEvent[]): Promise<void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (let chunk = await reader?.read(); chunk?.value !== undefined; chunk = await reader?.read()) {
    const blocks = (text + chunk.value).split('\n\n');
    text = blocks.pop() ?? '';
    events.push(...blocks.map(parseEvent).filter(({ event }) => event !== 'keep-alive'));
  }
}

function parseEvent(block: string): StreamEvent {
  const [, event = '', data = 'null'] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? [];
  return { event, data: JSON.parse(data) };
}

/** A cache that applies the events as Google's documentation describes. */
function cacheOf(events: readonly StreamEvent[]): unknown {
  const cache: Record<string, unknown> = {};
  for (const { event, data } of events) {
    const { path, data: value } = Object(data);
    const keys = ['root', ...path.split('/').filter(Boolean)];
    for (const [key, child] of event === 'put' ? [[undefined, value]] : Object.entries(value)) {
      write(cache, key === undefined ? keys : [...keys, key], child);
    }
  }
  return cache.root;
}

function write(cache: Record<string, unknown>, keys: readonly string[], value: unknown): void {
  const [key = '', ...rest] = keys;
  if (rest.length > 0) {
    cache[key] = { ...Object(cache[key]) };
    write(Object(cache[key]), rest, value);
  } else if (value === null) {
    delete cache[key];
  } else {
    cache[key] = value;
  }
}

test('a stream sends the value first and then every change', async () => {
  const namespace = freshNamespace();
  const writer = openClient(namespace);
  await set(ref(writer, 'a'), { b: 1 });
  const { status, type, events } = await streamOf(namespace, '/a.json');
  expect([status, type]).toEqual([200, expect.stringMatching(/^text\/event-stream/)]);
  await expect.poll(() => events).toEqual([{ event: 'put', data: { path: '/', data: { b: 1 } } }]);
  await set(ref(writer, 'a/c/d'), 2);
  await expect.poll(() => events.at(-1)).toEqual({ event: 'put', data: { path: '/c/d', data: 2 } });
  await update(ref(writer, 'a'), { b: null, e: 3 });
  await expect.poll(() => events.at(-1)).toEqual({ event: 'patch', data: { path: '/', data: { b: null, e: 3 } } });
  await remove(ref(writer, 'a'));
  await expect.poll(() => events.at(-1)).toEqual({ event: 'put', data: { path: '/', data: null } });
});

test('a cache that applies the events has the value after each of them', async () => {
  const namespace = freshNamespace();
  const writer = openClient(namespace);
  const { events } = await streamOf(namespace, '/a.json');
  await expect.poll(() => events).toHaveLength(1);
  await set(ref(writer, 'a/x/y'), { z: 1 });
  await update(ref(writer), { 'a/x/y/z': 2, 'a/x/w': 3, 'a/v': 4, elsewhere: 5 });
  await setPriority(ref(writer, 'a/v'), 1);
  await set(ref(writer, 'a/last'), true);
  await expect.poll(() => cacheOf(events)).toEqual({ x: { y: { z: 2 }, w: 3 }, v: 4, last: true });
});

test('a stream of a query follows its window', async () => {
  const namespace = freshNamespace();
  const writer = openClient(namespace);
  await set(ref(writer, 'list'), { a: 1, b: 2, c: 3 });
  const { events } = await streamOf(namespace, '/list.json?orderBy="$key"&limitToLast=2'.replace('$', '%24'));
  await expect.poll(() => cacheOf(events)).toEqual({ b: 2, c: 3 });
  await set(ref(writer, 'list/d'), 4);
  await expect.poll(() => cacheOf(events)).toEqual({ c: 3, d: 4 });
  await remove(ref(writer, 'list/c'));
  await expect.poll(() => cacheOf(events)).toEqual({ b: 2, d: 4 });
});

test('the rules decide who can stream, and end a stream that they no longer allow', async () => {
  const namespace = freshNamespace();
  await setRules(namespace, { open: { '.read': true } });
  expect((await streamOf(namespace, '/closed.json')).status).toBe(401);
  const { status, events } = await streamOf(namespace, '/open.json');
  expect(status).toBe(200);
  await setRules(namespace, { open: { '.read': false } });
  await expect.poll(() => events.at(-1)).toEqual({ event: 'cancel', data: null });
});

test('a stream of a query without an index is rejected', async () => {
  const namespace = freshNamespace();
  await setRules(namespace, { '.read': true });
  expect((await streamOf(namespace, '/list.json?orderBy="n"')).status).toBe(400);
  expect((await call(namespace, '/list.json?orderBy="n"')).status).toBe(400);
});
