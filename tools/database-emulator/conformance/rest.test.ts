import { expect, test } from 'vitest';
import { call, freshNamespace, setRules, stored } from './clients.ts';

test('the REST API puts, patches, posts, reads and deletes values', async () => {
  const namespace = freshNamespace();
  const put = await call(namespace, '/a.json', { method: 'PUT', body: { b: 1, list: ['x', 'y'] } });
  expect(put).toMatchObject({ status: 200, json: { b: 1, list: ['x', 'y'] } });
  await call(namespace, '/a.json', { method: 'PATCH', body: { b: null, 'c/d': 2 } });
  const post = await call(namespace, '/a/posts.json', { method: 'POST', body: 'hello' });
  expect(post.json).toEqual({ name: expect.stringMatching(/^-[\w-]{19}$/) });
  const name = Object(post.json).name;
  expect(await stored(namespace, 'a')).toEqual({ list: ['x', 'y'], c: { d: 2 }, posts: { [name]: 'hello' } });
  expect(await call(namespace, '/a.json', { method: 'DELETE' })).toMatchObject({ status: 200, json: null });
  expect(await stored(namespace, 'a')).toBeNull();
});

test('the answer to a write contains the resolved server timestamp', async () => {
  const namespace = freshNamespace();
  const { json } = await call(namespace, '/at.json', { method: 'PUT', body: { '.sv': 'timestamp' } });
  expect(json).toEqual(expect.any(Number));
  expect(await stored(namespace, 'at')).toBe(json);
});

test('a reader can request only keys, no body, or a pretty form', async () => {
  const namespace = freshNamespace();
  await call(namespace, '/a.json', { method: 'PUT', body: { b: { c: 1 }, d: 2 } });
  expect((await call(namespace, '/a.json?shallow=true')).json).toEqual({ b: true, d: true });
  expect((await call(namespace, '/a/d.json?shallow=true')).json).toBe(2);
  expect(await call(namespace, '/a.json?print=silent')).toMatchObject({ status: 204, json: undefined });
  expect((await call(namespace, '/a.json?print=pretty')).json).toEqual({ b: { c: 1 }, d: 2 });
});

test('priorities are only in exports', async () => {
  const namespace = freshNamespace();
  const value = { a: { '.value': 1, '.priority': 2 } };
  await call(namespace, '/x.json', { method: 'PUT', body: value });
  expect(await stored(namespace, 'x')).toEqual({ a: 1 });
  expect((await call(namespace, '/x.json?format=export')).json).toEqual(value);
});

test('a write with an ETag runs only if nothing has changed', async () => {
  const namespace = freshNamespace();
  const tagged = { 'x-firebase-etag': 'true' };
  const nothing = await call(namespace, '/a.json', { headers: tagged });
  expect(nothing.eTag).toBe('null_etag');
  const put = (body: unknown, eTag: string | null) =>
    call(namespace, '/a.json', { method: 'PUT', body, headers: { 'if-match': String(eTag) } });
  expect((await put(1, nothing.eTag)).status).toBe(200);
  const stale = await put(2, nothing.eTag);
  expect(stale).toMatchObject({ status: 412, json: 1 });
  expect((await put(2, stale.eTag)).status).toBe(200);
  expect(await stored(namespace, 'a')).toBe(2);
});

test('paths are percent-encoded', async () => {
  const namespace = freshNamespace();
  await call(namespace, `/${encodeURIComponent('ключ 1')}/${encodeURIComponent('a+b&c')}.json`, {
    method: 'PUT',
    body: 1,
  });
  expect(await stored(namespace, '')).toEqual({ 'ключ 1': { 'a+b&c': 1 } });
});

test.each([
  ['no JSON', 'PUT', '/a.json', '{x'],
  ['a key with a dot', 'PUT', '/a.json', '{"b.c": 1}'],
  ['a number that is too large', 'PUT', '/a.json', '{"b": 1e400}'],
  ['a key that is too long', 'PUT', '/a.json', JSON.stringify({ ['x'.repeat(769)]: 1 })],
  ['data that is too deep', 'PUT', '/a.json', `${'{"x":'.repeat(32)}1${'}'.repeat(32)}`],
  ['an update of overlapping places', 'PATCH', '/a.json', '{"b": 1, "b/c": 2}'],
  ['an update that is no object', 'PATCH', '/a.json', '1'],
])('%s is rejected', async (_what, method, path, text) => {
  const namespace = freshNamespace();
  const { status, json } = await call(namespace, path, { method, text });
  expect(status).toBe(400);
  expect(json).toEqual({ error: expect.any(String) });
  expect(await stored(namespace, 'a')).toBeNull();
});

test('the longest key and the deepest data are accepted', async () => {
  const namespace = freshNamespace();
  const text = `${'{"x":'.repeat(31)}1${'}'.repeat(31)}`;
  expect((await call(namespace, '/a.json', { method: 'PUT', text })).status).toBe(200);
  expect((await call(namespace, '/b.json', { method: 'PUT', body: { ['x'.repeat(768)]: 1 } })).status).toBe(200);
});

test('the rules limit every request without admin rights', async () => {
  const namespace = freshNamespace();
  await setRules(namespace, { open: { '.read': true }, own: { $uid: { '.write': 'auth.uid == $uid' } } });
  expect((await call(namespace, '/open.json', { admin: false })).status).toBe(200);
  expect(await call(namespace, '/own.json', { admin: false })).toMatchObject({
    status: 401,
    json: { error: 'Permission denied' },
  });
  expect((await call(namespace, '/own/a.json', { admin: false, method: 'PUT', body: 1 })).status).toBe(401);
  expect((await call(namespace, '/own/a.json', { method: 'PUT', body: 1 })).status).toBe(200);
  const token = [{ alg: 'none' }, { sub: 'b', iat: 0 }].map((part) => btoa(JSON.stringify(part))).join('.');
  const asB = { admin: false, method: 'PUT', body: 1 };
  expect((await call(namespace, `/own/b.json?auth=${token}.`, asB)).status).toBe(200);
  expect((await call(namespace, `/own/a.json?auth=${token}.`, asB)).status).toBe(401);
});

test('an admin can act as a user, or without a user', async () => {
  const namespace = freshNamespace();
  await setRules(namespace, { own: { $uid: { '.read': "auth.uid == $uid && auth.token.role == 'x'" } } });
  const as = (auth: unknown, path: string) =>
    call(namespace, `${path}?auth_variable_override=${encodeURIComponent(JSON.stringify(auth))}`);
  const worker = { uid: 'worker', token: { role: 'x' } };
  expect((await as(worker, '/own/worker.json')).status).toBe(200);
  expect((await as(worker, '/own/other.json')).status).toBe(401);
  expect((await as(null, '/own/worker.json')).status).toBe(401);
  expect((await as('worker', '/own/worker.json')).status).toBe(400);
});

test('only an admin can act as another user', async () => {
  const namespace = freshNamespace();
  await setRules(namespace, { own: { $uid: { '.read': 'auth.uid == $uid' } } });
  const override = encodeURIComponent('{"uid":"a"}');
  const { status } = await call(namespace, `/own/a.json?auth_variable_override=${override}`, { admin: false });
  expect(status).toBeGreaterThanOrEqual(400);
});

test('unknown parameters and headers are ignored', async () => {
  const namespace = freshNamespace();
  await call(namespace, '/a.json?cacheBust=1', { method: 'PUT', body: 1 });
  const { eTag } = await call(namespace, '/a.json', { headers: { 'x-firebase-etag': 'true' } });
  const again = await call(namespace, '/a.json?_=2&foo=bar', { headers: { 'if-none-match': String(eTag) } });
  expect(again).toMatchObject({ status: 200, json: 1 });
});

test('HEAD answers as GET does, without the value', async () => {
  const namespace = freshNamespace();
  await call(namespace, '/a.json', { method: 'PUT', body: 1 });
  const { status, json, eTag } = await call(namespace, '/a.json', {
    method: 'HEAD',
    headers: { 'x-firebase-etag': 'true' },
  });
  expect([status, json]).toEqual([200, undefined]);
  expect(eTag).not.toBeNull();
  await setRules(namespace, { '.read': false });
  expect((await call(namespace, '/a.json', { method: 'HEAD', admin: false })).status).toBe(401);
});

test('rules are read back as they were written', async () => {
  const namespace = freshNamespace();
  const source = '{ "rules": { ".read": true /* open */ } }';
  expect((await call(namespace, '/.settings/rules.json', { method: 'PUT', text: source })).status).toBe(200);
  expect((await call(namespace, '/.settings/rules.json?format=strict')).json).toEqual({ rules: { '.read': true } });
});

test('invalid rules are rejected, and the old ones stay', async () => {
  const namespace = freshNamespace();
  await setRules(namespace, { '.read': false });
  const body = { rules: { '.read': 'unknown.uid' } };
  const { status, json } = await call(namespace, '/.settings/rules.json', { method: 'PUT', body });
  expect(status).toBeGreaterThanOrEqual(400);
  expect(Object(json).error).toContain('unknown');
  expect((await call(namespace, '/.json', { admin: false })).status).toBe(401);
});

test('databases are separate, and all are listed', async () => {
  const [one, two] = [freshNamespace(), freshNamespace()];
  await call(one, '/a.json', { method: 'PUT', body: 1 });
  await call(two, '/a.json', { method: 'PUT', body: 2 });
  expect([await stored(one, 'a'), await stored(two, 'a')]).toEqual([1, 2]);
  const { json } = await call(one, '/.inspect/databases.json');
  expect(json).toEqual(
    expect.arrayContaining([expect.objectContaining({ name: one }), expect.objectContaining({ name: two })]),
  );
});
