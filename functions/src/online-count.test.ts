import { expect, test } from 'vitest';
import { nextCountAt, startOfNextPeriod } from './online-count.ts';

const NOW = 1_000_000_000;
const SECOND = 1000;
const at = (now: number) => ({ periodMs: 10 * SECOND, now });

test('a tick counts if no tick has counted before', () => {
  expect(nextCountAt(null, at(NOW))).toBe(NOW);
  expect(nextCountAt('malformed', at(NOW))).toBe(NOW);
});

test('a tick counts in the period after the last count', () => {
  const stored = { n: 3, at: NOW, begun: NOW };
  expect(nextCountAt(stored, at(NOW))).toBe(NOW + 10 * SECOND);
  expect(nextCountAt(stored, at(NOW + 9999))).toBe(NOW + 10 * SECOND);
  expect(nextCountAt(stored, at(NOW + 10 * SECOND))).toBe(NOW + 10 * SECOND);
  expect(nextCountAt(stored, at(NOW + 60 * SECOND))).toBe(NOW + 60 * SECOND);
});

test('a tick counts again when the tick that counted before has ended without a number', () => {
  expect(nextCountAt({ begun: NOW }, at(NOW))).toBe(NOW + 10 * SECOND);
  expect(nextCountAt({ begun: NOW }, at(NOW + 10 * SECOND))).toBe(NOW + 10 * SECOND);
});

test.each([
  [1000, 1, 10],
  [10_000, 10, 10],
  [50_000, 50, 50],
  [1_000_000, 1000, 1000],
])('a count of %i users costs %i reads, and comes at most once in %i seconds', (n, reads, seconds) => {
  expect(nextCountAt({ n, at: NOW, begun: NOW }, at(NOW))).toBe(NOW + seconds * SECOND);
  expect(reads / seconds).toBeLessThanOrEqual(1);
});

test('a count by a clock that is an hour ahead does not delay the next count', () => {
  const hour = 3600 * SECOND;
  expect(nextCountAt({ n: 3, at: NOW + hour, begun: NOW + hour }, at(NOW))).toBe(NOW);
  // Clocks that differ by milliseconds are no reason for a second count.
  expect(nextCountAt({ n: 3, at: NOW + 5, begun: NOW + 5 }, at(NOW))).toBe(NOW + 10 * SECOND + 5);
});

test('all changes of the same period share one tick', () => {
  expect(startOfNextPeriod(at(20_001))).toBe(30_000);
  expect(startOfNextPeriod(at(29_999))).toBe(30_000);
  expect(startOfNextPeriod(at(30_000))).toBe(40_000);
});
