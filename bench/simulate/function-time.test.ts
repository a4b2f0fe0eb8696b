import { expect, test } from 'vitest';
import { onUserStatusChanged, presenceTick, sweepLeases } from '../../functions/src/index.ts';
import { DEFAULT, functionTime, SMALL } from './function-time.ts';
import { SECONDS_PER_MONTH } from './usage.ts';

const runs = { count: 1000, waitSeconds: 0.06, processorSeconds: 0.01, size: SMALL };
const HOURS = SECONDS_PER_MONTH / 3600;

test('a run alone in its instance takes longer with a fraction of a processor, and is billed in tenths of a second', () => {
  // 0.06 + 0.01 × 6 = 0.12 seconds, and three seconds for each start.
  const { billedSeconds, starts } = functionTime(runs);
  expect(starts).toBe(HOURS);
  expect(billedSeconds).toBeCloseTo(1000 * 0.2 + HOURS * 3);
});

test('each of few runs starts an instance', () => {
  expect(functionTime({ ...runs, count: 5 })).toMatchObject({ starts: 5, instances: 1 });
  expect(functionTime({ ...runs, count: 0 })).toEqual({ starts: 0, instances: 0, billedSeconds: 0 });
});

test('runs that share an instance are billed once while they overlap', () => {
  // One run a second, of 0.05 seconds: with half a grain, the instance is busy for 1 - e^-0.1 of the time.
  const shared = { count: SECONDS_PER_MONTH, waitSeconds: 0.04, processorSeconds: 0.01, size: DEFAULT };
  const { billedSeconds } = functionTime(shared);
  expect(billedSeconds).toBeCloseTo(SECONDS_PER_MONTH * (1 - Math.exp(-0.1)) + HOURS * 3, 0);
});

test('many runs need as many instances as their processor time does, at most 60 % busy', () => {
  // 120 runs a second, of 0.01 vCPU-seconds each: 1.2 processors, in two instances.
  const many = { count: 120 * SECONDS_PER_MONTH, waitSeconds: 0.04, processorSeconds: 0.01, size: DEFAULT };
  expect(functionTime(many).instances).toBeCloseTo(2);
  expect(functionTime(many).billedSeconds).toBeCloseTo(2 * (SECONDS_PER_MONTH + HOURS * 3));
});

test('runs that wait long need instances for their number', () => {
  const waiting = { count: 80 * SECONDS_PER_MONTH, waitSeconds: 3, processorSeconds: 0, size: DEFAULT };
  expect(functionTime(waiting).instances).toBeCloseTo(3);
});

test('the bill has the sizes of the deployed functions', () => {
  const { cpu, availableMemoryMb, concurrency } = onUserStatusChanged.__endpoint;
  // Values that ask for the defaults: 256 MiB, one vCPU, 80 runs.
  expect(JSON.stringify({ cpu, availableMemoryMb, concurrency })).toBe('{"availableMemoryMb":null,"concurrency":null}');
  expect(DEFAULT).toEqual({ processors: 1, gibibytes: 0.25, concurrency: 80 });
  for (const { __endpoint: small } of [presenceTick, sweepLeases]) {
    expect(small).toMatchObject({ cpu: 'gcf_gen1', availableMemoryMb: 256 });
  }
  expect(SMALL).toEqual({ processors: 1 / 6, gibibytes: 0.25, concurrency: 1 });
});
