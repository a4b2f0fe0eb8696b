import { expect, test } from 'vitest';
import { parsePath } from '../data/path.ts';
import { createPathMap, ensureEntry } from '../data/path-map.ts';
import { treeOf } from '../data/random-trees.ts';
import { applyWrites, type TreeNode } from '../data/tree.ts';
import { queryVariable } from '../listening/query.ts';
import { queryFromWire } from '../listening/query-on-the-wire.ts';
import { allowsRead, allowsWrite, indexesAt } from './decide.ts';
import { parseRules } from './ruleset.ts';

interface Attempt {
  readonly rules: object;
  readonly before?: unknown;
  readonly uid?: string;
  readonly path: string;
  readonly value?: unknown;
  readonly query?: Record<string, unknown>;
}

function mayRead({ rules, before = null, uid, path, query = {} }: Attempt): boolean {
  return allowsRead(parseRules(JSON.stringify({ rules })), {
    auth: uid === undefined ? null : { uid },
    now: 1000,
    root: treeOf(before),
    path: parsePath(path),
    query: queryVariable(queryFromWire(query)),
  });
}

function mayWrite({ rules, before = null, uid, path, value }: Attempt): boolean {
  const writes = createPathMap<TreeNode>();
  ensureEntry(writes, parsePath(path)).value = treeOf(value);
  return allowsWrite(parseRules(JSON.stringify({ rules })), {
    auth: uid === undefined ? null : { uid },
    now: 1000,
    before: treeOf(before),
    after: applyWrites(treeOf(before), writes),
    path: parsePath(path),
  });
}

const OWN = { users: { $uid: { '.read': 'auth.uid == $uid', '.write': 'auth.uid == $uid' } } };

test('without a rule that grants, nothing is allowed', () => {
  expect(mayRead({ rules: {}, path: 'a' })).toBe(false);
  expect(mayWrite({ rules: { b: { '.write': true } }, path: 'a', value: 1 })).toBe(false);
});

test('a wildcard applies to every key without rules of its own', () => {
  expect(mayRead({ rules: OWN, uid: 'alice', path: 'users/alice/deep/er' })).toBe(true);
  expect(mayRead({ rules: OWN, uid: 'alice', path: 'users/bob' })).toBe(false);
  const hidden = { users: { $uid: { '.read': true }, admin: {} } };
  expect(mayRead({ rules: hidden, path: 'users/admin' })).toBe(false);
});

test('a rule grants for all paths below it, and none above', () => {
  expect(mayRead({ rules: OWN, uid: 'alice', path: 'users' })).toBe(false);
  const open = { '.read': true, secret: { '.read': false } };
  expect(mayRead({ rules: open, path: 'secret' })).toBe(true);
});

test('every validation on the way and below has to be true', () => {
  const rules = {
    '.write': true,
    user: {
      '.validate': "newData.hasChildren(['name'])",
      name: { '.validate': 'newData.isString()' },
      $other: { '.validate': false },
    },
  };
  expect(mayWrite({ rules, path: 'user', value: { name: 'A' } })).toBe(true);
  expect(mayWrite({ rules, path: 'user', value: { nick: 'A' } })).toBe(false);
  expect(mayWrite({ rules, path: 'user', value: { name: 1 } })).toBe(false);
  expect(mayWrite({ rules, path: 'user', value: { name: 'A', more: 1 } })).toBe(false);
  expect(mayWrite({ rules, before: { user: { name: 'A' } }, path: 'user/name', value: 2 })).toBe(false);
  expect(mayWrite({ rules, path: '/', value: { user: { name: 1 } } })).toBe(false);
});

test('a deleted node is not validated, and its parents that stay are', () => {
  const rules = {
    '.write': true,
    user: { '.validate': "newData.hasChildren(['name'])", name: { '.validate': false } },
  };
  const before = { user: { name: 'A', age: 1 } };
  expect(mayWrite({ rules, before, path: 'user', value: null })).toBe(true);
  expect(mayWrite({ rules, before, path: 'user/name', value: null })).toBe(false);
});

test('rules see the data before and after the write', () => {
  const rules = {
    n: { '.write': '!data.exists() || newData.val() == data.val() + 1' },
    m: { '.write': "root.child('n').val() == 1" },
  };
  expect(mayWrite({ rules, path: 'n', value: 7 })).toBe(true);
  expect(mayWrite({ rules, before: { n: 1 }, path: 'n', value: 2 })).toBe(true);
  expect(mayWrite({ rules, before: { n: 1 }, path: 'n', value: 3 })).toBe(false);
  expect(mayWrite({ rules, before: { n: 1 }, path: 'm', value: 1 })).toBe(true);
});

test('now is the time of the write', () => {
  const rules = { at: { '.write': true, '.validate': 'newData.val() == now' } };
  expect(mayWrite({ rules, path: 'at', value: 1000 })).toBe(true);
  expect(mayWrite({ rules, path: 'at', value: 999 })).toBe(false);
});

test('a rule can allow some queries only', () => {
  const rules = { '.read': "query.orderByChild == 'owner' && query.equalTo == auth.uid && query.limitToFirst <= 10" };
  const query = { i: 'owner', sp: 'alice', ep: 'alice', l: 10, vf: 'l' };
  expect(mayRead({ rules, uid: 'alice', path: '/', query })).toBe(true);
  expect(mayRead({ rules, uid: 'bob', path: '/', query })).toBe(false);
  expect(mayRead({ rules, uid: 'alice', path: '/', query: { ...query, l: 11 } })).toBe(false);
  expect(mayRead({ rules, uid: 'alice', path: '/', query: { ...query, ep: 'bob' } })).toBe(false);
  expect(mayRead({ rules, uid: 'alice', path: '/' })).toBe(false);
});

test('a uid with a meaning for JavaScript objects is an ordinary uid', () => {
  for (const uid of ['__proto__', 'constructor', 'toString']) {
    expect(mayWrite({ rules: OWN, uid, path: `users/${uid}`, value: 1 })).toBe(true);
    expect(mayWrite({ rules: OWN, uid: 'alice', path: `users/${uid}`, value: 1 })).toBe(false);
  }
});

test('indexes are declared at the path of the query', () => {
  const ruleset = parseRules(JSON.stringify({ rules: { rooms: { $room: { '.indexOn': ['at', '.value'] } } } }));
  expect(indexesAt(ruleset, ['rooms', 'x'])).toEqual(['at', '.value']);
  expect(indexesAt(ruleset, ['rooms'])).toEqual([]);
});
