import { expect, test } from 'vitest';
import { ago } from './last-seen.ts';

const now = new Date('2026-01-10T12:00:00Z');
const before = (seconds: number): string => ago(new Date(now.getTime() - seconds * 1000), now);

test('ago() uses the largest unit that has passed', () => {
  expect(before(5)).toBe('5 seconds ago');
  expect(before(59)).toBe('59 seconds ago');
  expect(before(60)).toBe('1 minute ago');
  expect(before(59 * 60 + 59)).toBe('59 minutes ago');
  expect(before(3_600)).toBe('1 hour ago');
  expect(before(86_400)).toBe('yesterday');
  expect(before(3 * 86_400)).toBe('3 days ago');
});

test('ago() returns "just now" for a time in the future, because clocks differ', () => {
  expect(before(0)).toBe('just now');
  expect(before(-90)).toBe('just now');
});
