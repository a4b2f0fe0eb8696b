import { expect, test } from 'vitest';
import type { Figure } from '../figure.ts';
import { ROUND_COSTS } from './example.ts';
import { freeFigures } from './free.ts';
import { CHEAPEST, CHEAPEST_AFTER_FREE, figuresOf, SPREAD, TARGET_NAMES, TOTAL } from './simulation.ts';
import { targetsOfTheBill } from './targets.ts';
import { TYPICAL } from './usage.ts';

const sizes = [10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
const figures = [
  ...sizes.flatMap((users) => figuresOf({ ...TYPICAL, users }, ROUND_COSTS)),
  ...freeFigures(ROUND_COSTS),
];
const verdict = (all: readonly Figure[], title: string) =>
  targetsOfTheBill(all)
    .split('\n')
    .find((line) => line.startsWith(`| ${title}`));

function withTotal(system: string, event: string, value: number): Figure[] {
  return figures.map((one) =>
    one.system === system && one.event === event && one.metric === TOTAL ? { ...one, value } : one,
  );
}

test('a peer that costs as much as ours at one size is named with both prices', () => {
  expect(verdict(figures, 'Realtime Database, contacts')).toContain('| reached |');
  const ours = figures.find(
    ({ system, event, metric }) => system === TARGET_NAMES.database && event === '100,000 users' && metric === TOTAL,
  );
  const line = verdict(withTotal('Convex', '100,000 users', ours?.value ?? 0), 'Realtime Database, contacts');
  expect(line).toContain('**missed**: 100,000 users');
});

test('contacts that are spread over the instances are judged by their own total', () => {
  const spread = figures.map((one) =>
    one.system === TARGET_NAMES.database && one.metric === SPREAD ? { ...one, value: 1 } : one,
  );
  expect(verdict(spread, 'The same, with contacts spread')).toContain('| reached |');
  expect(verdict(figures, 'The same, with contacts spread')).toContain('**missed**: 1,000,000 users');
});

test('the targets with the two settings are judged by their own totals', () => {
  const cheap = figures.map((one) =>
    one.system === TARGET_NAMES.database && one.metric === CHEAPEST ? { ...one, value: 1 } : one,
  );
  expect(verdict(cheap, 'Against that, with the two settings |')).toContain('| reached |');
  const dear = figures.map((one) =>
    one.system === TARGET_NAMES.database && one.metric === CHEAPEST_AFTER_FREE ? { ...one, value: 1e9 } : one,
  );
  expect(verdict(dear, 'Against that, with the two settings, after')).toContain('**missed**: 10,000 users');
});

test('half of version 0.1 is 52 $ for 10,000 users', () => {
  const system = TARGET_NAMES.firestore;
  expect(verdict(withTotal(system, '10,000 users', 52), 'The same, with all')).not.toContain('10,000 users,');
  expect(verdict(withTotal(system, '10,000 users', 53), 'The same, with all')).toContain(
    '10,000 users, 53.00 $ instead of 52.00 $',
  );
});

test('a hobby app that pays is named with what it pays', () => {
  expect(verdict(figures, 'A hobby app')).toMatch(/missed\*\*: .*ours, Firestore, 1,000 users a day: \d\.\d\d \$/);
});
