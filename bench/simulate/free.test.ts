import { expect, test } from 'vitest';
import { Figures } from '../figures.ts';
import { quantitiesOf } from './bill.ts';
import { ROUND_COSTS } from './example.ts';
import { FREE_LIMIT, freeFigures, USERS_WITHOUT_BILL, usersWithoutBill } from './free.ts';
import { PRICES } from './prices.ts';
import { AFTER_FREE, TARGET_NAMES, TOTAL } from './simulation.ts';
import { type Target, TYPICAL, usageOf } from './usage.ts';

/** The function reads two documents in a session. */
const costs = { ...ROUND_COSTS, close: { ...ROUND_COSTS.close, statusReads: 0 } };
const figures = new Figures(freeFigures(costs));

test('a hobby app pays nothing, although its list price is not 0', () => {
  expect(figures.find('100 users a day', TARGET_NAMES.firestore, TOTAL)).toBeGreaterThan(0);
  expect(figures.find('100 users a day', TARGET_NAMES.firestore, AFTER_FREE)).toBe(0);
});

test('1,000 users a day read more of Firestore than is free, and use more tasks', () => {
  // 5,000 sessions a day read 20 contacts and 3 documents of the function, and 8,640 counts. 50,000 are free.
  const reads = 5000 * 23 + 8640 + (10_000 * 20 * 5000 * 10) / 1440 / 1000 + (5000 * 10 * 3) / 1440;
  expect(figures.find('1,000 users a day', TARGET_NAMES.firestore, AFTER_FREE)).toBeCloseTo(
    ((reads - 50_000) * 30 * 0.06) / 1e5 + taskDollars('firestore', 1000),
    1,
  );
  expect(figures.find('1,000 users a day', TARGET_NAMES.database, AFTER_FREE)).toBeCloseTo(
    taskDollars('database', 1000),
    1,
  );
});

test('1,000 users a month pay only for tasks, and nothing without the count of the online users', () => {
  const byMonth = (target: Target) => figures.find('1,000 users a month', TARGET_NAMES[target], AFTER_FREE);
  expect(byMonth('firestore')).toBeCloseTo(taskDollars('firestore', 1000 / 3), 2);
  expect(byMonth('firestore')).toBeGreaterThan(0);
  expect(byMonth('database')).toBe(0);
});

test('the largest app without a bill has no hundred users more', () => {
  const users = usersWithoutBill(costs, 'firestore');
  expect(users).toBe(figures.find(FREE_LIMIT, TARGET_NAMES.firestore, USERS_WITHOUT_BILL));
  // A million operations of Cloud Tasks. 50,000 reads a day would be enough for 300.
  expect(taskDollars('firestore', users)).toBeLessThan(0.005);
  expect(taskDollars('firestore', users + 100)).toBeGreaterThan(0.005);
});

/** What the operations of Cloud Tasks cost after the free million. */
function taskDollars(target: Target, users: number): number {
  const app = { ...TYPICAL, users };
  const { taskOperations } = quantitiesOf({ app, costs, target, usage: usageOf(app, costs) });
  const { dollars, units } = PRICES.taskOperations;
  return (Math.max(0, taskOperations - 1e6) / units) * dollars;
}
