import { expect, test } from 'vitest';
import { type TickTask, tickQueue, tickQueueName } from './tick-queue.ts';

const URL = 'https://app-default-rtdb.firebaseio.com';

function place(fail?: Error) {
  const tasks: { task: TickTask; id: string | undefined; at: Date | undefined }[] = [];
  const queue = tickQueue(
    {
      enqueue: async (task, options) => {
        if (fail) throw fail;
        const at = options && 'scheduleTime' in options ? options.scheduleTime : undefined;
        tasks.push({ task, id: options?.id, at });
      },
    },
    () => 10_500,
  );
  return { queue, tasks };
}

test('the instances of a kit have queues of their own', () => {
  expect(tickQueueName('europe-west1', 'presence-eu')).toBe(
    'locations/europe-west1/functions/kit-presence-eu-presenceTick',
  );
  expect(tickQueueName('us-central1', undefined)).toBe('locations/us-central1/functions/presenceTick');
});

test('a worker enqueues a tick for the second of a mark, named after it', async () => {
  const { queue, tasks } = place();
  await queue.enqueue(URL, 13_200);
  expect(tasks).toEqual([
    { task: { databaseUrl: URL, at: 14_000 }, id: 'tick-app-default-rtdb-14', at: new Date(14_000) },
  ]);
});

test('a mark that is already due waits for the tick of the next second', async () => {
  const { queue, tasks } = place();
  // The tick of the current second may have run.
  await queue.enqueue(URL, 3000);
  expect(tasks.map(({ task }) => task.at)).toEqual([11_000]);
});

test('a worker enqueues one tick for each second of each instance', async () => {
  const { queue, tasks } = place();
  for (const at of [13_001, 13_500, 14_000]) await queue.enqueue(URL, at);
  await queue.enqueue('https://other.firebaseio.com', 14_000);
  expect(tasks.map(({ id }) => id)).toEqual(['tick-app-default-rtdb-14', 'tick-other-14']);
});

test('a worker enqueues one tick for an instance, however its address is written', async () => {
  const { queue, tasks } = place();
  for (const url of [URL, `${URL}/`]) await queue.enqueue(url, 14_000);
  expect(tasks).toHaveLength(1);
});

test('a tick that another worker has already enqueued is no error', async () => {
  const taken = Object.assign(new Error('A task with this id already exists'), {
    code: 'functions/task-already-exists',
  });
  await expect(place(taken).queue.enqueue(URL, 13_000)).resolves.toBeUndefined();
});

test('a queue that does not answer fails the handler, so that the platform retries it', async () => {
  await expect(place(new Error('unavailable')).queue.enqueue(URL, 13_000)).rejects.toThrow('unavailable');
});
