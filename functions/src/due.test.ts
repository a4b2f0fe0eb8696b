import { expect, test } from 'vitest';
import { isSameMark, withLoss, withNeed } from './due.ts';

test('a loss moves the mark to the end of its grace period, and never back', () => {
  expect(withLoss(null, { at: 30, lostAt: 10 })).toEqual({ at: 30, lostAt: 10, extended: false });
  const mark = { at: 50, lostAt: 20, extended: true };
  expect(withLoss(mark, { at: 70, lostAt: 40 })).toEqual({ at: 70, lostAt: 40, extended: false });
  expect(withLoss(mark, { at: 30, lostAt: 10 })).toEqual({ at: 50, lostAt: 20, extended: false });
});

test('a handler that relies on a mark changes it, also before it is due', () => {
  const mark = { at: 1_000_000, lostAt: 20, extended: true };
  const next = withNeed(mark, { at: 50, lostAt: null });
  expect(isSameMark(next, mark)).toBe(false);
  expect(next).toEqual({ at: 1_000_001, lostAt: 20, extended: true });
});

test('a mark keeps the end of a stay that a handler could not write yet', () => {
  expect(withNeed(null, { at: 50, lostAt: 40 })).toEqual({ at: 50, lostAt: 40, extended: false });
  expect(withNeed({ at: 50, lostAt: 20, extended: false }, { at: 60, lostAt: 40 }).lostAt).toBe(40);
  expect(withNeed({ at: 50, lostAt: 20, extended: false }, { at: 60, lostAt: 10 }).lostAt).toBe(20);
});
