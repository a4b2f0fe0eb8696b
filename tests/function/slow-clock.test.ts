import { expect, onTestFinished, test, vi } from 'vitest';
import { latestTime } from '../../functions/src/database-time.ts';
import { type TickTask, tickQueue } from '../../functions/src/tick-queue.ts';
import { newInstance } from '../kit/new-instance.ts';

/** An instance to which a worker connects whose clock differs from that of the database, and stands still. */
async function workerWithClock(aheadMs: number) {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + aheadMs });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const { database, root, url } = await newInstance('clock');
  await root.child('presence/marks').get();
  return { database, url };
}

// Cloud Tasks accepts each name once: the user would wait for the next tick, up to a minute.
test('a worker whose clock is slow enqueues no tick for a second that is over', async () => {
  const { database, url } = await workerWithClock(-5000);
  const tasks: TickTask[] = [];
  const enqueue = async (task: TickTask) => {
    tasks.push(task);
  };
  const queue = tickQueue({ enqueue }, () => latestTime(database));
  await queue.enqueue(url, Date.now() + 2000);
  expect(tasks[0]?.at).toBeGreaterThan(Date.now() + 5000);
});

test('a worker whose clock is fast enqueues ticks by its own clock', async () => {
  const { database } = await workerWithClock(5000);
  expect(latestTime(database)).toBe(Date.now());
});
