import { expect, test } from 'vitest';
import { announcedAt, countReturns } from './returns.ts';

const lost = (backAt: number, isWritten: boolean) => ({ lostAt: 1000, backAt, isWritten });

test('a user who is back when the grace period ends is back in time', () => {
  expect(countReturns([lost(4000, false), lost(4001, true)], 3000)).toEqual({
    inTime: 1,
    inTimeWritten: 0,
    late: 1,
    lateWritten: 1,
  });
});

test('a user who is back in time and whose document was written counts as shown offline', () => {
  expect(countReturns([lost(2000, true), lost(2000, false)], 3000)).toMatchObject({ inTime: 2, inTimeWritten: 1 });
});

test('the return is the time of the only connection', () => {
  expect(announcedAt({ connections: { one: { last_changed: 5, slot: '00' } }, last_changed: 9 })).toBe(5);
  expect(announcedAt({ last_changed: 9 })).toBeNaN();
  expect(announcedAt({ connections: { one: { last_changed: 5 }, two: { last_changed: 6 } } })).toBeNaN();
});
