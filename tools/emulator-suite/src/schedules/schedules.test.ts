import { createServer } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import { callScheduled, parseSchedule } from './schedules.ts';

test('a schedule is the name of a function and a number of seconds', () => {
  expect(parseSchedule('sweepLeases=60')).toEqual({ name: 'sweepLeases', everyMs: 60_000 });
});

test.each(['sweepLeases', 'sweepLeases=', 'sweepLeases=0', 'sweepLeases=often', '=60', 'a b=60'])(
  '%j is rejected with a reason',
  (text) => {
    expect(() => parseSchedule(text)).toThrow(text);
  },
);

test('a scheduled function is called in its own region', async () => {
  const { origin, calls } = await functionsEmulator({ status: 200 });
  await callScheduled(origin, 'demo-presence', 'sweepLeases');
  expect(calls).toEqual(['/functions/projects/demo-presence/triggers/europe-west1-sweepLeases-0']);
});

test('a missing or failing scheduled function is reported', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => error.mockRestore());
  const { origin, calls } = await functionsEmulator({ status: 500 });
  await callScheduled(origin, 'demo-presence', 'sweep');
  expect(calls).toEqual([]);
  expect(error).toHaveBeenLastCalledWith(expect.stringContaining('Scheduled functions: sweepLeases.'));
  await callScheduled(origin, 'demo-presence', 'sweepLeases');
  expect(error).toHaveBeenLastCalledWith('The scheduled function sweepLeases answered 500');
});

/** Answers like the functions emulator of firebase-tools with one scheduled function and one other function. */
async function functionsEmulator({ status }: { status: number }) {
  const calls: string[] = [];
  const functionTriggers = [
    {
      name: 'sweepLeases',
      region: 'europe-west1',
      id: 'europe-west1-sweepLeases',
      schedule: { schedule: 'every 1 minutes' },
    },
    { name: 'sweep', region: 'europe-west1', id: 'europe-west1-sweep', httpsTrigger: {} },
  ];
  const server = createServer(({ url = '', method }, response) => {
    if (method === 'POST') calls.push(url);
    response.statusCode = method === 'POST' ? status : 200;
    response.end(JSON.stringify({ backends: [{ functionTriggers }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { origin: `http://127.0.0.1:${address.port}`, calls };
}
