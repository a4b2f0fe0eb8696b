import { expect, test } from 'vitest';
import { isSameMark, withLoss, withNeed } from './due.ts';

test('a loss moves the mark to the end of its grace period, and never back', () => {
  expect(withLoss(null, { at: 30, lostAt: 10 })).toEqual({ at: 30, graceUntil: 30, lostAt: 10, extended: false });
  const mark = { at: 50, graceUntil: 50, lostAt: 20, extended: true };
  const later = { at: 70, graceUntil: 70, lostAt: 40, extended: false };
  expect(withLoss(mark, { at: 70, lostAt: 40 })).toEqual(later);
  expect(withLoss(mark, { at: 30, lostAt: 10 })).toEqual({ ...mark, extended: false });
});

test('a loss does not delay another change that waits for an earlier tick', () => {
  const change = { at: 50, graceUntil: null, lostAt: null, extended: false };
  const both = { at: 50, graceUntil: 70, lostAt: 40, extended: false };
  expect(withLoss(change, { at: 70, lostAt: 40 })).toEqual(both);
  expect(withLoss(both, { at: 90, lostAt: 60 })).toEqual({ ...both, graceUntil: 90, lostAt: 60 });
  expect(withLoss({ ...change, at: 80 }, { at: 70, lostAt: 40 })).toEqual({ ...both, at: 70 });
});

test('a change does not wait for the grace period of a loss, and does not end it', () => {
  const loss = { at: 70, graceUntil: 70, lostAt: 40, extended: false };
  expect(withNeed(loss, { at: 50, lostAt: null })).toEqual({ ...loss, at: 50 });
});

test('a handler that relies on a mark changes it, also before it is due', () => {
  const mark = { at: 1_000_000, graceUntil: 1_000_000, lostAt: 20, extended: true };
  const next = withNeed(mark, { at: 1_000_050, lostAt: null });
  expect(isSameMark(next, mark)).toBe(false);
  expect(next).toEqual({ ...mark, at: 1_000_001 });
});

test('a mark keeps the end of a stay that a handler could not write yet', () => {
  const none = { graceUntil: null, extended: false };
  expect(withNeed(null, { at: 50, lostAt: 40 })).toEqual({ ...none, at: 50, lostAt: 40 });
  expect(withNeed({ ...none, at: 50, lostAt: 20 }, { at: 60, lostAt: 40 }).lostAt).toBe(40);
  expect(withNeed({ ...none, at: 50, lostAt: 20 }, { at: 60, lostAt: 10 }).lostAt).toBe(20);
});
