import { expect, test } from 'vitest';
import { ageOfPublicVersion, newPublicVersion } from './public-version.ts';

const NOW = Date.parse('2026-11-28T12:00:00.123Z');

test('a version has ten characters', () => {
  expect(newPublicVersion(NOW)).toMatch(/^[0-9a-z]{10}$/);
  expect(newPublicVersion(Date.parse('2059-01-01T00:00:00Z'))).toMatch(/^[0-9a-z]{10}$/);
});

test('two versions of different milliseconds differ, and most of one millisecond', () => {
  const times = Array.from({ length: 100 }, (_, index) => newPublicVersion(NOW + index).slice(0, 8));
  expect(new Set(times).size).toBe(100);
  const versions = Array.from({ length: 20 }, () => newPublicVersion(NOW));
  expect(new Set(versions).size).toBeGreaterThan(10);
});

test('the age of a version is the time since its write', () => {
  for (const age of [0, 1, 2000, 86_400_000]) expect(ageOfPublicVersion(newPublicVersion(NOW - age), NOW)).toBe(age);
});

test('a version of a clock that is ahead is new, and one of a wrong clock delays nothing', () => {
  expect(ageOfPublicVersion(newPublicVersion(NOW + 1900), NOW)).toBe(0);
  expect(ageOfPublicVersion(newPublicVersion(NOW + 3_600_000), NOW)).toBe(Number.POSITIVE_INFINITY);
});

test('a text that is no version is old', () => {
  for (const text of [null, '', 'v', 'by hand!!!', 'ABCDEFGHIJ', '0123456789a']) {
    expect(ageOfPublicVersion(text, NOW)).toBe(Number.POSITIVE_INFINITY);
  }
});
