import { expect, test } from 'vitest';
import { runSteps } from './lanes.ts';

test('lanes run side by side, and the items of a lane one after the other', async () => {
  const ends: (() => void)[] = [];
  const started: string[] = [];
  const run = async (item: string): Promise<boolean> => {
    started.push(item);
    await new Promise<void>((resolve) => ends.push(resolve));
    return true;
  };
  const outcome = runSteps([[['a', 'b'], ['c']]], run);
  expect(started).toEqual(['a', 'c']);
  ends.shift()?.();
  await expect.poll(() => started).toEqual(['a', 'c', 'b']);
  for (const end of ends) end();
  expect(await outcome).toEqual({ failed: [], notRun: [] });
});

test('a step starts when all lanes of the step before it have ended', async () => {
  const started: string[] = [];
  const outcome = await runSteps([[['a'], ['b', 'c']], [['d']]], async (item) => {
    await Promise.resolve();
    started.push(item);
    return true;
  });
  expect(started.at(-1)).toBe('d');
  expect(outcome).toEqual({ failed: [], notRun: [] });
});

test('after a failure no lane and no step starts another item', async () => {
  const lanes = [
    ['a', 'b'],
    ['c', 'd'],
  ];
  const outcome = await runSteps([lanes, [['e']]], async (item) => item !== 'a');
  expect(outcome).toEqual({ failed: ['a'], notRun: expect.arrayContaining(['b', 'd', 'e']) });
});
