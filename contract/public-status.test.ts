import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPublicStatus, storedPublicStatus } from './public-status.ts';
import type { Status } from './status.ts';

const time = fc.integer({ min: 0, max: 253_402_300_799_999 });

const status: fc.Arbitrary<Status> = fc.record({
  state: fc.constantFrom('online', 'offline'),
  lastChanged: time,
  availability: fc.constantFrom('available', 'away', 'busy'),
  custom: fc.option(
    fc.record(
      { text: fc.string(), emoji: fc.option(fc.string()), expiresAt: fc.option(time) },
      { noNullPrototype: true },
    ),
  ),
});

test('a public status that is stored and read again has the same content', () => {
  fc.assert(
    fc.property(status, fc.string(), (before, version) => {
      const stored: unknown = JSON.parse(JSON.stringify(storedPublicStatus(before, version)));
      expect(readPublicStatus(stored)).toEqual({ status: before, version });
    }),
  );
});

test('a stored public status has no field without a value', () => {
  const available: Status = { state: 'online', lastChanged: 1, availability: 'available', custom: null };
  expect(storedPublicStatus(available, 'v')).toEqual({ state: 'online', last_changed: 1, v: 'v' });
});

test('readPublicStatus() returns null and no error for data that is no status', () => {
  for (const value of [null, undefined, 1, 'online', { state: 'online' }, { state: 'away', last_changed: 1 }]) {
    expect(readPublicStatus(value)).toBeNull();
  }
  expect(readPublicStatus({ state: 'online', last_changed: -1 })).toBeNull();
  fc.assert(fc.property(fc.jsonValue(), (value) => void readPublicStatus(value)));
});
