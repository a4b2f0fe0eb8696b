import { expect, test } from 'vitest';
import { queryFromWire } from '../listening/query-on-the-wire.ts';
import { parseRules } from '../rules/ruleset.ts';
import { Namespace } from './namespace.ts';
import { parseDataPath } from './path.ts';
import { jsonFromNode, WIRE_FORM } from './tree-json.ts';
import { writesOfUpdate } from './writes.ts';

const ADMIN = { kind: 'admin' } as const;
const USER = { kind: 'user', auth: { uid: 'alice' } } as const;

function namespaceWith(json: unknown) {
  const namespace = new Namespace('demo', () => undefined);
  namespace.commit({ writes: [{ path: [], json }], identity: ADMIN });
  const put = (path: string, value: unknown, identity: typeof ADMIN | typeof USER = ADMIN) =>
    namespace.commit({ writes: [{ path: parseDataPath(path), json: value }], identity });
  return { namespace, put, stored: () => jsonFromNode(namespace.root, WIRE_FORM) };
}

test('a priority is set, changed and removed without its value', () => {
  const { put, stored } = namespaceWith({ leaf: 1, branch: { a: 2 } });
  put('leaf/.priority', 3);
  put('branch/.priority', 'high');
  expect(stored()).toEqual({ leaf: { '.value': 1, '.priority': 3 }, branch: { a: 2, '.priority': 'high' } });
  put('leaf/.priority', null);
  put('branch/.priority', { '.sv': 'timestamp' });
  expect(stored()).toEqual({ leaf: 1, branch: { a: 2, '.priority': expect.any(Number) } });
});

test('an empty node has no priority', () => {
  const { put, stored } = namespaceWith({ a: 1 });
  put('none/.priority', 3);
  expect(stored()).toEqual({ a: 1 });
});

test('an update can set a priority and children of the same node', () => {
  const { namespace, stored } = namespaceWith({ x: { a: 1 } });
  namespace.commit({ writes: writesOfUpdate([], { 'x/.priority': 3, 'x/b': 2 }), identity: ADMIN });
  expect(stored()).toEqual({ x: { a: 1, b: 2, '.priority': 3 } });
});

test.each([
  ['a/.priority', true],
  ['a/.priority', { b: 1 }],
  ['a/.priority', Number.POSITIVE_INFINITY],
])('a write of %s to %j is rejected', (path, value) => {
  const { put } = namespaceWith({ a: 1 });
  expect(() => put(path, value)).toThrow('Invalid');
});

test('the rules of a priority are those of its node, and its children are not validated again', () => {
  const { namespace, put } = namespaceWith({ a: { child: 1 } });
  const rule = { '.write': true, '.validate': 'newData.getPriority() == 1', child: { '.validate': false } };
  namespace.ruleset = parseRules(JSON.stringify({ rules: { a: rule, $other: { $key: { '.write': true } } } }));
  expect(put('a/.priority', 1, USER)).toBe('ok');
  expect(put('a/.priority', 2, USER)).toBe('permission_denied');
  expect(put('b/.priority', 1, USER)).toBe('permission_denied');
});

test('a query ordered by priority follows a changed one', () => {
  const { namespace, put } = namespaceWith({ list: { a: 1, b: 2 } });
  const keys: string[][] = [];
  namespace.listeners.add({
    path: ['list'],
    query: queryFromWire({ l: 1, vf: 'r' }),
    changed: ({ parts }) => keys.push(parts.map(({ relative, node }) => `${relative.join('/')}=${node.value}`)),
  });
  put('list/a/.priority', 1);
  expect(keys).toEqual([['b=null', 'a=1']]);
});
