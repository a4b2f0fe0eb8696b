import { expect, test } from 'vitest';
import type { Figure } from '../figure.ts';
import { Figures } from '../figures.ts';
import { costsIn, countedCosts } from './counted.ts';

const METRICS = {
  'RTDB writes': 6,
  'RTDB bytes down': 1000,
  'RTDB bytes down to the function': 900,
  'function calls': 2,
  'Firestore writes': 3,
  'Firestore reads of the function': 4,
};

function figuresOf(event: string, changed: Readonly<Record<string, number>> = {}): Figure[] {
  return Object.entries({ ...METRICS, ...changed }).map(([metric, value]) => ({
    ...{ bench: 'cost', event, system: 'ours', unit: '' },
    metric,
    value,
  }));
}

const ALL = [
  ...figuresOf('sign in'),
  ...figuresOf('close'),
  ...figuresOf('an idle hour', { 'RTDB writes': 120, 'RTDB bytes down': 6000, 'function calls': 0 }),
  ...figuresOf('an hour of sweeping, for all users together', {
    'function calls': 420,
    'RTDB bytes down to the function': 420 * 200,
  }),
];

test('an event has its counts, and an idle hour has 120 renewals', () => {
  const { signIn, renewal } = costsIn(new Figures(ALL));
  expect(signIn).toMatchObject({
    databaseWrites: 6,
    clientBytes: 1000,
    functionCalls: 2,
    statusWrites: 3,
    statusReads: 4,
  });
  expect(renewal).toMatchObject({ databaseWrites: 1, clientBytes: 50, clientMessages: 1, functionBytes: 0 });
});

test('the tick is counted apart from the loss', () => {
  const { close, emptyTick } = costsIn(new Figures(ALL));
  expect(emptyTick.bytes).toBe(200);
  // Without the tick, and without what all users of a tick share.
  expect(close.functionBytes).toBe(900 - 200 - 134);
  expect(close.databaseWrites).toBe(6 - 2);
});

test('messages that the bench counted replace the guess', () => {
  expect(costsIn(new Figures(ALL)).signIn.clientMessages).toBe(7);
  const counted = [...ALL, ...figuresOf('sign in', { 'RTDB messages down': 9 })];
  expect(costsIn(new Figures(counted)).signIn.clientMessages).toBe(9);
});

test('a missing count is an error that names it', () => {
  expect(() => costsIn(new Figures(figuresOf('close')))).toThrow("no 'function calls' of 'an hour of sweeping");
});

test('the stored result of the bench has all counts', () => {
  const { signIn, close, renewal } = countedCosts();
  expect(signIn.clientBytes).toBeGreaterThan(close.clientBytes);
  expect(renewal.databaseWrites).toBe(1);
});
