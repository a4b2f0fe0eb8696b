import { expect, test } from 'vitest';
import { Namespace } from '../data/namespace.ts';
import { jsonFromNode } from '../data/tree-json.ts';
import { parseRules } from '../rules/ruleset.ts';
import { NO_HINDRANCES, parseMessage, receive } from './receive.ts';
import { Sessions } from './sessions.ts';

const OWN_NODE = parseRules(
  '{"rules": {"users": {"$uid": {".read": "auth.uid == $uid", ".write": "auth.uid == $uid"}}}}',
);

const ALICE = [{ alg: 'none' }, { sub: 'alice', iat: 0, exp: 3600 }]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .join('.')
  .concat('.');

/** A client as the server sees it: what it sends, and every message that it gets. */
function client(namespace: Namespace, sessions = new Sessions(), last: string | null = null) {
  const sent: unknown[] = [];
  const transport = {
    send: (message: object) => sent.push(message),
    close: () => undefined,
    fallSilent: () => undefined,
    endSilence: () => undefined,
  };
  const session = sessions.open(namespace, transport, last);
  let number = 0;
  const request = (action: string, body: object): unknown => {
    const message = { t: 'd', d: { r: ++number, a: action, b: body } };
    receive(session, parseMessage(JSON.stringify(message)), NO_HINDRANCES);
    return sent.at(-1);
  };
  return { sent, session, request };
}

function status(s: string): unknown {
  return { t: 'd', d: { r: expect.any(Number), b: expect.objectContaining({ s }) } };
}

function namespaceWithOwnNodes(): Namespace {
  const namespace = new Namespace('demo', () => undefined);
  namespace.ruleset = OWN_NODE;
  return namespace;
}

test('the value comes before the answer to a listen, and a change before that to a write', () => {
  const { sent, request } = client(new Namespace('demo', () => undefined));
  request('p', { p: '/a', d: 1 });
  sent.length = 0;
  request('q', { p: '/a', h: '' });
  request('p', { p: '/a', d: 2 });
  expect(sent).toEqual([
    { t: 'd', d: { a: 'd', b: { p: 'a', d: 1 } } },
    { t: 'd', d: { r: 2, b: { s: 'ok', d: {} } } },
    { t: 'd', d: { a: 'd', b: { p: 'a', d: 2 } } },
    { t: 'd', d: { r: 3, b: { s: 'ok', d: '' } } },
  ]);
});

test('a disconnect write of a user who signed out is rejected when it runs', () => {
  const namespace = namespaceWithOwnNodes();
  const { session, request } = client(namespace);
  request('auth', { cred: ALICE });
  expect(request('o', { p: '/users/alice', d: 'offline' })).toEqual(status('ok'));
  request('unauth', {});
  session.end();
  expect(jsonFromNode(namespace.root)).toBeNull();
});

test('a disconnect write that the rules do not allow is rejected at its registration', () => {
  const { request } = client(namespaceWithOwnNodes());
  expect(request('o', { p: '/users/alice', d: 'offline' })).toEqual(status('permission_denied'));
  request('auth', { cred: ALICE });
  expect(request('om', { p: '/users', d: { alice: 1, bob: 1 } })).toEqual(status('permission_denied'));
});

test('an expired login is revoked, and writes nothing any more', () => {
  const namespace = namespaceWithOwnNodes();
  const { session, request, sent } = client(namespace);
  request('auth', { cred: ALICE });
  request('o', { p: '/users/alice', d: 'offline' });
  session.expireAuth();
  expect(sent.at(-1)).toEqual({
    t: 'd',
    d: { a: 'ac', b: { s: 'expired_token', d: 'Auth token is expired.' } },
  });
  session.end();
  expect(jsonFromNode(namespace.root)).toBeNull();
});

test('a sign-out ends the listens on protected data with a message', () => {
  const { request, sent } = client(namespaceWithOwnNodes());
  request('auth', { cred: ALICE });
  request('q', { p: '/users/alice', h: '', q: { i: '.key', l: 1, vf: 'l' }, t: 1 });
  sent.length = 0;
  request('unauth', {});
  expect(sent).toEqual([
    { t: 'd', d: { a: 'c', b: { p: 'users/alice', q: [{ i: '.key', l: 1, vf: 'l' }] } } },
    status('ok'),
  ]);
});

test('a client that comes back ends its last session before its greeting', () => {
  const namespace = new Namespace('demo', () => undefined);
  const sessions = new Sessions();
  const first = client(namespace, sessions);
  first.request('o', { p: '/state', d: 'offline' });
  const second = client(namespace, sessions, first.session.id);
  expect(first.session.ended).toBe(true);
  expect(jsonFromNode(namespace.root)).toEqual({ state: 'offline' });
  expect(second.sent).toEqual([]);
});

test('a session of another database cannot be taken over', () => {
  const sessions = new Sessions();
  const first = client(new Namespace('one', () => undefined), sessions);
  client(new Namespace('two', () => undefined), sessions, first.session.id);
  expect(first.session.ended).toBe(false);
});

test('a stale transaction gets datastale before the rules are checked', () => {
  const { request } = client(namespaceWithOwnNodes());
  expect(request('p', { p: '/users/alice', d: 1, h: 'stale' })).toEqual(status('datastale'));
  expect(request('p', { p: '/users/alice', d: 1, h: '' })).toEqual(status('permission_denied'));
});

test('the rules limit an admin that acts for a user or without a user', () => {
  const { request } = client(namespaceWithOwnNodes());
  request('gauth', { cred: 'owner', authvar: { uid: 'alice' } });
  expect(request('p', { p: '/users/alice', d: 1 })).toEqual(status('ok'));
  expect(request('p', { p: '/users/bob', d: 1 })).toEqual(status('permission_denied'));
  request('gauth', { cred: 'owner', noauth: true });
  expect(request('p', { p: '/users/alice', d: 1 })).toEqual(status('permission_denied'));
  request('gauth', { cred: 'owner' });
  expect(request('p', { p: '/users/bob', d: 1 })).toEqual(status('ok'));
});

test('an invalid token and an unknown request are rejected', () => {
  const { request } = client(new Namespace('demo', () => undefined));
  expect(request('auth', { cred: 'not a token' })).toEqual(status('invalid_token'));
  expect(request('auth', { cred: 'e30.bm90IGpzb24.' })).toEqual(status('invalid_token'));
  expect(request('zz', {})).toEqual({
    t: 'd',
    d: { r: 3, b: { s: 'failure', d: 'not supported by the Node emulator: request "zz"' } },
  });
});

test('the paths of one update must not overlap', () => {
  const { request } = client(new Namespace('demo', () => undefined));
  expect(request('m', { p: '/', d: { a: 1, 'a/b': 2 } })).toEqual(status('failure'));
  expect(request('m', { p: '/', d: { 'a/b': 2, a: 1 } })).toEqual(status('failure'));
});

test('a request of an ended session is not carried out', () => {
  const namespace = new Namespace('demo', () => undefined);
  const { session, request, sent } = client(namespace);
  session.end();
  request('p', { p: '/a', d: 1 });
  expect(sent).toEqual([]);
  expect(jsonFromNode(namespace.root)).toBeNull();
});
