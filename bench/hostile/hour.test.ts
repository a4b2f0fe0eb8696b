import { expect, test } from 'vitest';
import { hourOf } from './hour.ts';

const sample = (counts: Record<string, number>) => ({ accepted: 10, counts: new Map(Object.entries(counts)) });

test('a budget limits the writes of an hour', () => {
  const hour = hourOf(
    { budget: { kind: 'changes', most: 300 }, changes: 'interval' },
    sample({ 'function calls': 10 }),
  );
  expect(hour).toMatchObject({ writes: 1800, documentWrites: 1800, calls: 3600 });
});

test('the rate of the database limits an account without a budget, and its document changes once in two seconds', () => {
  const hour = hourOf({ budget: null, changes: 'interval' }, sample({ 'function calls': 10 }));
  expect(hour).toMatchObject({ writes: 3_600_000, documentWrites: 1800, calls: 3_600_000 + 3600 });
});

test('bytes and reads grow with the accepted writes', () => {
  const counts = {
    'function calls': 5,
    'RTDB bytes down to the function': 1000,
    'Firestore reads of the function': 20,
  };
  const hour = hourOf({ budget: { kind: 'typing', most: 60 }, changes: 'never' }, sample(counts));
  expect(hour).toMatchObject({ writes: 3600, bytesToFunctions: 360_000, documentReads: 7200, documentWrites: 0 });
});

test('writes that run no function cost nothing', () => {
  expect(hourOf({ budget: null, changes: 'never' }, sample({}))).toMatchObject({ calls: 0, dollars: 0 });
});

test('a million runs of a stamp cost the calls, the processor and the logs', () => {
  const { dollars, calls } = hourOf({ budget: null, changes: 'once' }, sample({ 'function calls': 10 }));
  const lines = 3600 * ((1000 * 0.005) / 0.6) + 3600;
  const logs = ((calls * 1300 + lines * 700) * 0.5) / 2 ** 30;
  const processor = (3_600_000 * 0.005 + 3600 * 0.01) * 0.000024;
  expect(dollars).toBeCloseTo(calls * 0.4e-6 + logs + processor + 3600 * 0.4e-6 + 1.8e-6, 6);
});
