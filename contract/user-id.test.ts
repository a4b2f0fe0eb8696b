import { expect, test } from 'vitest';
import { invalidUserIdReason } from './user-id.ts';

test.each(['alice', 'a1B2-_', 'josé', '用户', 'constructor', '__half', 'next\u0085line', 'a'.repeat(128)])(
  'a user with the uid %s can have presence',
  (uid) => {
    expect(invalidUserIdReason(uid)).toBeNull();
  },
);

test.each([
  ['', 'empty'],
  ['a/b', 'contains'],
  ['a.b', 'contains'],
  ['a#b', 'contains'],
  ['a$b', 'contains'],
  ['a[0]', 'contains'],
  ['line\nbreak', 'contains'],
  ['delete\u007f', 'contains'],
  ['half of a pair \ud83d', 'contains'],
  ['__proto__', 'reserves'],
  ['____', 'reserves'],
  ['hasOwnProperty', 'cannot read'],
  ['a'.repeat(129), 'longer'],
  [42, 'not a string'],
  [undefined, 'not a string'],
])("the reason why the uid %j cannot have presence contains '%s'", (uid, reason) => {
  expect(invalidUserIdReason(uid)).toContain(reason);
});
