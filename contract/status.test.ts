import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aggregate } from './aggregate.ts';
import { nextStatus } from './next-status.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { applySettings, type ShownUser } from './shown.ts';
import { readStatus, type Status } from './status.ts';

const timestamp = (ms: number) => ({ toMillis: () => ms });

const online = (lastChanged: number): Status => ({
  state: 'online',
  lastChanged,
  availability: 'available',
  custom: null,
});
const offline = (lastChanged: number): Status => ({ ...online(lastChanged), state: 'offline' });

/** What others are to see of somebody who has chosen nothing. */
const seen = (node: unknown, time: number): ShownUser => applySettings(aggregate(node, time), DEFAULT_SETTINGS);

test('a document without both fields of the contract holds no status', () => {
  expect(readStatus(undefined)).toBeNull();
  expect(readStatus({ name: 'Alice' })).toBeNull();
  expect(readStatus({ state: 'online' })).toBeNull();
  expect(readStatus({ state: 'away', last_changed: timestamp(1) })).toBeNull();
  expect(readStatus({ state: 'online', last_changed: 1 })).toBeNull();
  expect(readStatus({ state: 'online', last_changed: timestamp(1), name: 'Alice' })).toEqual({
    state: 'online',
    lastChanged: 1,
    availability: 'available',
    custom: null,
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
  expect(nextStatus(null, seen({ last_changed: 5 }, 9), null)).toEqual(offline(5));
  expect(nextStatus(null, seen(null, 9), null)).toBeNull();
});

test('whoever is gone for good, node and all, is said to be, so that no late word of theirs is believed', () => {
  expect(nextStatus(null, seen(null, 9), 9)).toEqual(offline(9));
});

test('a stamp that came after the end of a stay does not move the time when the person was last seen', () => {
  const stamped = seen({ last_changed: 400 }, 9);
  expect(nextStatus(offline(100), stamped, 300)).toEqual(offline(300));
  expect(nextStatus(online(100), stamped, 300)).toEqual(offline(300));
});

test('the late news of the end of an earlier stay does not send watchers back in time', () => {
  const gone = seen({ last_changed: 400 }, 9);
  expect(nextStatus(online(300), gone, 200)).toEqual(offline(300));
  expect(nextStatus(offline(400), gone, 200)).toBeNull();
});

test('a second tab changes nothing that a watcher sees', () => {
  const node = { connections: { a: { last_changed: 100 }, b: { last_changed: 200 } }, last_changed: 200 };
  expect(nextStatus(online(50), seen(node, 9), null)).toBeNull();
});

test('a stay that was over before it could be written still moves the time when the person was last seen', () => {
  expect(nextStatus(offline(100), seen({ last_changed: 300 }, 9), 300)).toEqual(offline(300));
});

test('a write that changed nothing about an offline user is not news', () => {
  expect(nextStatus(offline(100), seen({ last_changed: 300 }, 9), null)).toBeNull();
});

test('whatever stands in either database, the document ends with the state of the node, and a second look finds nothing to do', () => {
  const status = fc.oneof(fc.nat().map(online), fc.nat().map(offline));
  fc.assert(
    fc.property(fc.option(status), fc.anything(), fc.nat(), fc.option(fc.nat()), (document, value, time, endOfStay) => {
      const node = seen(value, time);
      const next: Status | null = nextStatus(document, node, endOfStay) ?? document;
      expect(next?.state ?? 'offline').toBe(node.status.state);
      expect(nextStatus(next, node, endOfStay)).toBeNull();
    }),
  );
});
