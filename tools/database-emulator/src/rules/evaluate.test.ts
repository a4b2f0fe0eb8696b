import { expect, test } from 'vitest';
import { treeOf } from '../data/random-trees.ts';
import { holds } from './evaluate.ts';
import { parseExpression } from './expression.ts';
import { RuleSnapshot } from './snapshot.ts';
import { Properties, type RuleValue } from './value.ts';

const SCOPE = new Map<string, RuleValue>([
  ['auth', new Properties({ uid: 'alice', token: { admin: true, groups: ['a'], constructor: 'own' } })],
  ['signedOut', null],
  ['now', 1000],
  ['$uid', 'alice'],
  [
    'data',
    new RuleSnapshot(
      treeOf({
        name: 'Alice',
        age: 30,
        tags: { x: true },
        same: { a: 1 },
        again: { a: 1 },
        p: { '.value': 1, '.priority': 7 },
      }),
      [],
    ),
  ],
]);

function isTrue(condition: string): boolean {
  return holds(parseExpression(condition), SCOPE, () => {});
}

test.each([
  'auth.uid == $uid',
  'auth.uid === "alice"',
  'auth.token.admin',
  'auth.token.nothing == null',
  'auth.nothing.deeper == null',
  'signedOut.uid != $uid',
  "data.child('name').val() == 'Alice'",
  "data.child('tags/x').val()",
  "data.child('tags').parent().child('age').val() >= 30",
  "data.hasChild('tags/x') && !data.hasChild('tags/y')",
  "data.hasChildren() && data.hasChildren(['name', 'age']) && !data.hasChildren(['name', 'none'])",
  "!data.child('name').hasChildren()",
  "data.child('same').val() == data.child('again').val()",
  "data.child('same').val() != data.child('tags').val()",
  "data.child('none').val() == null && !data.child('none').exists()",
  "data.child('p').getPriority() == 7 && data.child('age').getPriority() == null",
  "data.child('name').isString() && data.child('age').isNumber() && data.child('tags/x').isBoolean()",
  "$uid.length == 5 && $uid.contains('lic') && $uid.beginsWith('al') && $uid.endsWith('ce')",
  "$uid.replace('a', '$&').toUpperCase() == '$&LICE'",
  "'a.b.c'.replace('.', '-') == 'a-b-c'",
  '$uid.matches(/^[A-Z]+$/i) && !$uid.matches(/^[A-Z]+$/)',
  'now - 1 == 999 && now * 2 == 2000 && now / 4 == 250 && now % 300 == 100 && -now < 0',
  "'n' + 1 == 'n1' && 1 + 1 == 2 && 'a' < 'b' && 'b' >= 'a'",
  'now > 1 ? true : signedOut',
  'true || signedOut.x()',
  "1 != '1' && null != false",
  "!data.child('a.b').exists() && !data.hasChild('tags/bob@example.com') && !data.hasChildren(['a.b'])",
  "data.child('a.b/c').val() == null && data.child('a.b').parent().child('age').val() == 30",
  "1 / 0 + '' == 'NaN' && -1 / 0 != 1 / 0 && !(1 / 0 > 2) && !(1 / 0 < 2)",
  'data["hasChild"]("name")',
])('%s holds', (condition) => {
  expect(isTrue(condition)).toBe(true);
});

test.each([
  'auth.constructor != null',
  "auth['constructor'] != null",
  'auth.__proto__ != null',
  'auth.hasOwnProperty != null',
  'auth.token.groups.constructor != null',
  "data.child('same').val().a == 1",
  'signedOut.uid == $uid',
  "'1' == 1",
  '1',
  "'true'",
  "data.child('age').val() > '1'",
  'signedOut > 1',
  'signedOut < 1',
  'signedOut + 1 == 1',
  "'a' - 1 == 1",
  'signedOut || true',
  'now || true',
  'now.x == null || true',
  'data.parent().exists() || true',
  "data.child('age').val().length == 2 || true",
  "data.child('age').val().contains('3') || true",
  'data.child(signedOut).exists() || true',
  'data.hasChildren(auth) || true',
  'unknown == null || true',
  "true && 'x'",
  "(true && 'x') == 'x'",
  "'x' ? true : true",
])('%s is not true: it is false, or an error', (condition) => {
  expect(isTrue(condition)).toBe(false);
});

test('a claim with the name constructor is read like any other', () => {
  expect(isTrue("auth.token.constructor == 'own'")).toBe(true);
});
