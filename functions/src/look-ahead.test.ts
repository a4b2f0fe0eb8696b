import { expect, test } from 'vitest';
import { nextLookAt } from './look-ahead.ts';
import { tickQueue } from './tick-queue.ts';

test('the next look is when the first lease can expire, and at most one period ahead', () => {
  expect(nextLookAt(23_500, 21_000, 1000)).toBe(23_500);
  expect(nextLookAt(50_000, 21_000, 1000)).toBe(30_000);
});

test('a lease that can expire at once waits for the delay of the sweeper', () => {
  expect(nextLookAt(21_001, 21_000, 1000)).toBe(22_000);
});

test('a tick that runs at a multiple of the period looks again at the next one', () => {
  expect(nextLookAt(Number.POSITIVE_INFINITY, 30_000, 1000)).toBe(40_000);
});

test('ticks that were started at different times share their next ticks', async () => {
  const hour = 3600;
  const due = new Set<string>();
  let now = 0;
  const queue = tickQueue({ enqueue: async (_, options) => void due.add(String(options?.id)) }, () => now);
  for (let second = 0; second < hour; second++) {
    // Losses start a tick in each of the first minutes, at another second of the period.
    const isStarted = second < 660 && second % 61 === 0;
    if (!isStarted && !due.has(`tick-app-${second}`)) continue;
    due.add(`tick-app-${second}`);
    now = second * 1000 + 20;
    await queue.enqueue('https://app.firebaseio.com', nextLookAt(now + 40_000, now, 1000));
  }
  expect(due.size).toBeLessThan(hour / 10 + 15);
});
