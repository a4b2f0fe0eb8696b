import { expect, test } from 'vitest';
import { Figures } from '../figures.ts';
import { ROUND_COSTS } from './example.ts';
import { FREE_LIMIT, freeFigures, USERS_WITHOUT_BILL, usersWithoutBill } from './free.ts';
import { AFTER_FREE, TARGET_NAMES, TOTAL } from './simulation.ts';

/** The function reads two documents in a session. */
const costs = { ...ROUND_COSTS, close: { ...ROUND_COSTS.close, statusReads: 0 } };
const figures = new Figures(freeFigures(costs));

test('a hobby app pays nothing, although its list price is not 0', () => {
  expect(figures.find('100 users a day', TARGET_NAMES.firestore, TOTAL)).toBeGreaterThan(0);
  expect(figures.find('100 users a day', TARGET_NAMES.firestore, AFTER_FREE)).toBe(0);
});

test('1,000 users a day read more of Firestore than is free, and 1,000 users a month do not', () => {
  // 5,000 sessions a day read 20 contacts and 2 documents of the function: 110,000, and 8,640 counts. 50,000 are free.
  const reads = 5000 * 22 + 8640 + (10_000 * 20 * 5000 * 10) / 1440 / 1000 + (5000 * 10 * 3) / 1440;
  expect(figures.find('1,000 users a day', TARGET_NAMES.firestore, AFTER_FREE)).toBeCloseTo(
    ((reads - 50_000) * 30 * 0.06) / 1e5,
    2,
  );
  expect(figures.find('1,000 users a month', TARGET_NAMES.firestore, AFTER_FREE)).toBe(0);
  expect(figures.find('1,000 users a day', TARGET_NAMES.database, AFTER_FREE)).toBe(0);
});

test('the largest app without a bill has no hundred users more', () => {
  const users = usersWithoutBill(costs, 'firestore');
  expect(users).toBe(figures.find(FREE_LIMIT, TARGET_NAMES.firestore, USERS_WITHOUT_BILL));
  // 50,000 reads a day: 117 of each user, and 8,640 counts.
  expect(users).toBe(300);
});
