import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aggregate } from './aggregate.ts';
import { nextStatus, readStatus, type Status } from './status.ts';

const timestamp = (ms: number) => ({ toMillis: () => ms });

test('a document without both fields of the contract holds no status', () => {
  expect(readStatus(undefined)).toBeNull();
  expect(readStatus({ name: 'Alice' })).toBeNull();
  expect(readStatus({ state: 'online' })).toBeNull();
  expect(readStatus({ state: 'away', last_changed: timestamp(1) })).toBeNull();
  expect(readStatus({ state: 'online', last_changed: 1 })).toBeNull();
  expect(readStatus({ state: 'online', last_changed: timestamp(1), name: 'Alice' })).toEqual({
    state: 'online',
    lastChanged: 1,
  });
});

test('whatever else stands in a document, it is no status and no error', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.jsonValue(),
      fc.jsonValue(),
      (others, state, changed) => {
        expect(readStatus({ ...others, state, last_changed: changed })).toBeNull();
      },
    ),
  );
});

test('the first status of a user is written, but nothing is written for somebody who was never here', () => {
  expect(nextStatus(null, aggregate({ last_changed: 5 }, 9), null)).toEqual({ state: 'offline', lastChanged: 5 });
  expect(nextStatus(null, aggregate(null, 9), null)).toBeNull();
});

test('whoever is gone for good, node and all, is said to be, so that no late word of theirs is believed', () => {
  expect(nextStatus(null, aggregate(null, 9), 9)).toEqual({ state: 'offline', lastChanged: 9 });
});

test('a stamp that came after the end of a stay does not move the time when the person was last seen', () => {
  const stamped = aggregate({ last_changed: 400 }, 9);
  expect(nextStatus({ state: 'offline', lastChanged: 100 }, stamped, 300)).toEqual({
    state: 'offline',
    lastChanged: 300,
  });
  expect(nextStatus({ state: 'online', lastChanged: 100 }, stamped, 300)).toEqual({
    state: 'offline',
    lastChanged: 300,
  });
});

test('the late news of the end of an earlier stay does not send watchers back in time', () => {
  const gone = aggregate({ last_changed: 400 }, 9);
  expect(nextStatus({ state: 'online', lastChanged: 300 }, gone, 200)).toEqual({ state: 'offline', lastChanged: 300 });
  expect(nextStatus({ state: 'offline', lastChanged: 400 }, gone, 200)).toBeNull();
});

test('a second tab changes nothing that a watcher sees', () => {
  const node = { connections: { a: { last_changed: 100 }, b: { last_changed: 200 } }, last_changed: 200 };
  expect(nextStatus({ state: 'online', lastChanged: 50 }, aggregate(node, 9), null)).toBeNull();
});

test('a stay that was over before it could be written still moves the time when the person was last seen', () => {
  expect(nextStatus({ state: 'offline', lastChanged: 100 }, aggregate({ last_changed: 300 }, 9), 300)).toEqual({
    state: 'offline',
    lastChanged: 300,
  });
});

test('a write that changed nothing about an offline user is not news', () => {
  expect(nextStatus({ state: 'offline', lastChanged: 100 }, aggregate({ last_changed: 300 }, 9), null)).toBeNull();
});

test('whatever stands in either database, the document ends with the state of the node, and a second look finds nothing to do', () => {
  const status = fc.record({ state: fc.constantFrom('online' as const, 'offline' as const), lastChanged: fc.nat() });
  fc.assert(
    fc.property(fc.option(status), fc.anything(), fc.nat(), fc.option(fc.nat()), (document, value, time, endOfStay) => {
      const node = aggregate(value, time);
      const next: Status | null = nextStatus(document, node, endOfStay) ?? document;
      expect(next?.state ?? 'offline').toBe(node.state);
      expect(nextStatus(next, node, endOfStay)).toBeNull();
    }),
  );
});
