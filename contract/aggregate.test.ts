import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aggregate, isStale } from './aggregate.ts';

const EVENT_TIME = 9_000;

test('a user whose node was never written is offline and absent', () => {
  expect(aggregate(null, EVENT_TIME)).toMatchObject({ state: 'offline', absent: true, lastChanged: EVENT_TIME });
});

test('a user with connection records is online since the earliest of them', () => {
  const node = { connections: { a: { last_changed: 200 }, b: { last_changed: 100 } }, last_changed: 200 };
  expect(aggregate(node, EVENT_TIME)).toMatchObject({ state: 'online', lastChanged: 100, malformed: false });
});

test('a flat record of a documentation-style client counts as a connection', () => {
  expect(aggregate({ state: 'online', last_changed: 100 }, EVENT_TIME)).toMatchObject({
    state: 'online',
    lastChanged: 100,
  });
});

test('a user with a connection is online despite an offline flat record', () => {
  const node = { state: 'offline', last_changed: 300, connections: { a: { last_changed: 100 } } };
  expect(aggregate(node, EVENT_TIME).state).toBe('online');
});

test('a user without connections is offline since the last change of the node', () => {
  expect(aggregate({ last_changed: 300 }, EVENT_TIME)).toMatchObject({
    state: 'offline',
    lastChanged: 300,
    left: false,
  });
});

test('a departure has a left_at that equals the last change, a loss has not', () => {
  expect(aggregate({ last_changed: 300, left_at: 300 }, EVENT_TIME).left).toBe(true);
  expect(aggregate({ last_changed: 400, left_at: 300 }, EVENT_TIME).left).toBe(false);
});

test.each([
  ['a string', 'online'],
  ['a number', 1],
  ['an array', [1]],
  ['a state alone', { state: 'offline' }],
  ['a time that is a string', { state: 'offline', last_changed: '1' }],
  ['a time that a Firestore timestamp cannot hold', { last_changed: 8e15 }],
  ['an unknown state', { state: 'there', last_changed: 1 }],
  ['connections that are a string', { connections: 'a', last_changed: 1 }],
  ['a connection that is true', { connections: { a: true }, last_changed: 1 }],
])('%s is malformed and proves no connection', (_, node) => {
  expect(aggregate(node, EVENT_TIME)).toMatchObject({ state: 'offline', malformed: true });
});

test('a valid connection counts next to a malformed one', () => {
  const node = { connections: { a: true, b: { last_changed: 5 } }, last_changed: 5 };
  expect(aggregate(node, EVENT_TIME)).toMatchObject({ state: 'online', lastChanged: 5, malformed: true });
});

test('a connection with the id __proto__ counts like any other', () => {
  const node: unknown = JSON.parse('{"connections":{"__proto__":{"last_changed":5}},"last_changed":5}');
  expect(aggregate(node, EVENT_TIME).state).toBe('online');
});

test('an event is stale once the node was changed, deleted or created after it', () => {
  expect(isStale({ last_changed: 1 }, { last_changed: 2 })).toBe(true);
  expect(isStale({ last_changed: 1 }, null)).toBe(true);
  expect(isStale(null, { last_changed: 2 })).toBe(true);
});

test('the event of the last change is never stale, even if the clock goes back', () => {
  expect(isStale({ last_changed: 2 }, { last_changed: 2 })).toBe(false);
  expect(isStale({ last_changed: 2 }, { last_changed: 1 })).toBe(false);
  expect(isStale(null, null)).toBe(false);
  expect(isStale('malformed', { last_changed: 1 })).toBe(false);
});

test('aggregate() never throws, and returns the same for the same node', () => {
  fc.assert(
    fc.property(anyNode, fc.nat(), fc.jsonValue(), (node, time, other) => {
      const read = aggregate(node, time);
      expect(read.state).toMatch(/^(online|offline)$/);
      expect(read.lastChanged).toSatisfy(Number.isSafeInteger);
      expect(aggregate(node, time)).toEqual(read);
      expect(isStale(node, node)).toBe(false);
      expect(isStale(other, node)).toBeTypeOf('boolean');
    }),
  );
});

test('the order of keys does not change the aggregate', () => {
  fc.assert(
    fc.property(anyNode, fc.nat(), (node, time) => {
      expect(aggregate(reversed(node), time)).toEqual(aggregate(node, time));
    }),
  );
});

test('one more valid connection makes any user online', () => {
  fc.assert(
    fc.property(anyNode, connectionId, fc.nat(), (node, id, time) => {
      const connections = new Map(childrenOf(new Map(childrenOf(node)).get('connections')));
      if (connections.has(id)) return;
      connections.set(id, { last_changed: 5 });
      const more = new Map(childrenOf(node)).set('connections', Object.fromEntries(connections));
      expect(aggregate(Object.fromEntries(more), time).state).toBe('online');
    }),
  );
});

/** Some of these names have a meaning in JavaScript, but none in a database. */
const connectionId = fc.oneof(
  fc.constantFrom('a', 'b', '0', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length'),
  fc.string({ minLength: 1 }),
);

const anyTime = fc.oneof(fc.nat(), fc.constantFrom(-1, 0.5, 8e15, Number.MAX_SAFE_INTEGER), fc.jsonValue());

/** Almost valid nodes, and any other JSON values. */
const anyNode = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      state: fc.oneof(fc.constantFrom('online', 'offline'), fc.jsonValue()),
      last_changed: anyTime,
      left_at: anyTime,
      connections: fc.oneof(
        fc.jsonValue(),
        fc.dictionary(connectionId, fc.oneof(fc.jsonValue(), fc.record({ last_changed: anyTime }))),
      ),
    },
    { requiredKeys: [] },
  ),
);

function reversed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    childrenOf(value)
      .map(([key, child]): [string, unknown] => [key, reversed(child)])
      .reverse(),
  );
}

function childrenOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
