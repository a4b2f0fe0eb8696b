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

/** What watchers see of a user with default settings. */
const seen = (node: unknown, time: number): ShownUser => applySettings(aggregate(node, time), DEFAULT_SETTINGS);

test('a document without a valid state and last_changed holds no status', () => {
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

test('readStatus() returns null and no error if last_changed is no timestamp', () => {
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

test('nextStatus() creates a status for a user with a node, and not without one', () => {
  expect(nextStatus(null, seen({ last_changed: 5 }, 9), null)).toEqual(offline(5));
  expect(nextStatus(null, seen(null, 9), null)).toBeNull();
});

test('a deleted node writes offline, so that late writes of the client lose', () => {
  expect(nextStatus(null, seen(null, 9), 9)).toEqual(offline(9));
});

test('a stamp after the end of a stay does not change last seen', () => {
  const stamped = seen({ last_changed: 400 }, 9);
  expect(nextStatus(offline(100), stamped, 300)).toEqual(offline(300));
  expect(nextStatus(online(100), stamped, 300)).toEqual(offline(300));
});

test('a late event of an earlier stay does not move last changed back', () => {
  const gone = seen({ last_changed: 400 }, 9);
  expect(nextStatus(online(300), gone, 200)).toEqual(offline(300));
  expect(nextStatus(offline(400), gone, 200)).toBeNull();
});

test('a second tab changes nothing that a watcher sees', () => {
  const node = { connections: { a: { last_changed: 100 }, b: { last_changed: 200 } }, last_changed: 200 };
  expect(nextStatus(online(50), seen(node, 9), null)).toBeNull();
});

test('a stay that ended before the document showed it still changes last seen', () => {
  expect(nextStatus(offline(100), seen({ last_changed: 300 }, 9), 300)).toEqual(offline(300));
});

test('a stamp of an offline user changes nothing in the document', () => {
  expect(nextStatus(offline(100), seen({ last_changed: 300 }, 9), null)).toBeNull();
});

test('nextStatus() writes the state of any node, and then finds nothing more to write', () => {
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
