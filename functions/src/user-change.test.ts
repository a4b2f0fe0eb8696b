import { expect, test } from 'vitest';
import { causeOf, isStamp, lossOf, type UserChange } from './user-change.ts';

const online = { connections: { a: { last_changed: 1, slot: '00' } }, last_changed: 1 };
const change = (before: unknown, after: unknown, node: UserChange['node'] = 'status'): UserChange => ({
  uid: 'alice',
  node,
  before,
  after,
  time: 9,
  read: async () => ({ status: null, settings: null }),
});

test.each([
  ['the last connection is removed', online, { last_changed: 5 }, 5],
  [
    'a documentation-style client goes offline',
    { state: 'online', last_changed: 1 },
    { state: 'offline', last_changed: 5 },
    5,
  ],
  ['the user chose to leave', online, { last_changed: 5, left_at: 5 }, null],
  ['the node is deleted', online, null, null],
  ['an offline node is stamped', { last_changed: 1 }, { last_changed: 5 }, null],
  ['a connection is added', null, online, null],
])('when %s, lossOf() returns the time of a loss or null', (_, before, after, loss) => {
  expect(lossOf(change(before, after))).toBe(loss);
});

test.each([
  ['a stamp of an offline node', { last_changed: 1 }, { last_changed: 5 }, true],
  [
    'a second connection',
    online,
    { connections: { ...online.connections, b: { last_changed: 5 } }, last_changed: 5 },
    true,
  ],
  ['a loss', online, { last_changed: 5 }, false],
  ['a departure of an offline node', { last_changed: 1 }, { last_changed: 5, left_at: 5 }, false],
  ['a deletion', { last_changed: 1 }, null, false],
  ['turning away', online, { connections: { a: { last_changed: 1, idle: true } }, last_changed: 5 }, false],
  ['a malformed node', online, 'malformed', false],
])('isStamp() recognizes whether %s is a stamp', (_, before, after, stamp) => {
  expect(isStamp(change(before, after))).toBe(stamp);
});

test('a change of settings ends no stay, and may create a document', () => {
  expect(causeOf(change(null, { last_changed: 5 }, 'settings'))).toMatchObject({
    endOfStay: null,
    settingsChanged: true,
  });
  expect(causeOf(change(online, { last_changed: 5 }))).toMatchObject({
    endOfStay: 5,
    leftAt: null,
    settingsChanged: false,
  });
  expect(causeOf(change(online, { last_changed: 5, left_at: 5 }))).toMatchObject({ endOfStay: 5, leftAt: 5 });
});

test('the departure of one tab does not count for the remaining tab', () => {
  const both = { connections: { ...online.connections, b: { last_changed: 1 } }, last_changed: 1 };
  const left = change(both, { connections: online.connections, last_changed: 5, left_at: 5 });
  expect(causeOf(left)).toMatchObject({ leftAt: null, endOfStay: null });
});
