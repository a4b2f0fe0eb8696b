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

test('1,000 users a day read more of Firestore than is free, and 1,000 users a month only use more tasks', () => {
  // 5,000 sessions a day read 20 contacts and 2 documents of the function: 110,000, and 8,640 counts. 50,000 are free.
  const reads = 5000 * 22 + 8640 + (10_000 * 20 * 5000 * 10) / 1440 / 1000 + (5000 * 10 * 3) / 1440;
  const tasks = (taskOperations(150_000, 5000 * 10) - 1e6) * 0.4e-6;
  expect(figures.find('1,000 users a day', TARGET_NAMES.firestore, AFTER_FREE)).toBeCloseTo(
    ((reads - 50_000) * 30 * 0.06) / 1e5 + tasks,
    1,
  );
  const byMonth = figures.find('1,000 users a month', TARGET_NAMES.firestore, AFTER_FREE);
  expect(byMonth).toBe(figures.find('1,000 users a month', TARGET_NAMES.database, AFTER_FREE));
  expect(byMonth).toBeLessThan(tasks);
  expect(figures.find('1,000 users a day', TARGET_NAMES.database, AFTER_FREE)).toBeCloseTo(tasks, 1);
});

test('the largest app without a bill has no hundred users more', () => {
  const users = usersWithoutBill(costs, 'firestore');
  expect(users).toBe(figures.find(FREE_LIMIT, TARGET_NAMES.firestore, USERS_WITHOUT_BILL));
  // A million operations of Cloud Tasks, of which 300 users would need more. 50,000 reads a day would be enough for 300.
  expect(users).toBe(200);
  expect(taskOperations(200 * 150, 200 * 50)).toBeLessThan(1e6);
  expect(taskOperations(300 * 150, 300 * 50)).toBeGreaterThan(1e6);
});

/** The operations of a month: a loss or a tick creates a task, and each tick is delivered. All of one second share a task. */
function taskOperations(sessions: number, connectionMinutesOfDay: number): number {
  const seconds = 30 * 86_400;
  const settling = 1 - Math.exp(-sessions / seconds);
  const looking = 1 / (3 + 30 / (connectionMinutesOfDay / 1440 + 1));
  const counting = (1 - Math.exp((-20 * sessions) / seconds)) / 10;
  return 2 * seconds * (settling + (1 - settling) * (looking + counting));
}
