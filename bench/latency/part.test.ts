import { expect, test } from 'vitest';
import { figuresAbout } from '../figure.ts';
import { latency } from './part.ts';

/** Both systems take so many milliseconds to come online and to go offline. */
function times(event: string, { ours, floor }: { ours: number; floor: number }) {
  return Object.entries({ ours, floor }).map(([system, ms]) =>
    figuresAbout({ bench: 'latency', event, system })('p50', 'ms', ms),
  );
}

const FIGURES = [
  ...times('online', { ours: 20, floor: 10 }),
  ...times('offline', { ours: 11, floor: 10 }),
  ...times('online across a network', { ours: 260, floor: 250 }),
  ...times('offline across a network', { ours: 131, floor: 90 }),
];

test('the table of the network shows the ratio and the round trips', () => {
  const rows = latency.show(FIGURES).get('latency-network')?.split('\n');
  expect(rows).toContain('| online, p50 | 260.0 | – | 250.0 | 1.04 |');
  expect(rows).toContain('| online, round trips at p50 | 3.0 | – | 3.0 | – |');
  expect(rows).toContain('| offline, round trips at p50 | 1.5 | – | 1.0 | – |');
});

test('a missed target names its events', () => {
  const targets = latency.show(FIGURES).get('latency-targets');
  expect(targets).toContain('across a network | **missed**: offline, 1.46 |');
  expect(targets).toContain('on one machine | **missed**: online, 2.00 |');
});
