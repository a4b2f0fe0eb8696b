import { expect, test } from 'vitest';
import { slopeOf } from './slope.ts';

const points = (to: (x: number) => number) => [10, 100, 1000].map((x) => ({ x, y: to(x) }));

test('the slope of a cost that grows with the size is 1, and of a fixed cost 0', () => {
  expect(slopeOf(points((x) => 7 * x))).toBeCloseTo(1);
  expect(slopeOf(points(() => 7))).toBeCloseTo(0);
  expect(slopeOf(points((x) => x * x))).toBeCloseTo(2);
});

test('sizes that cost nothing have no place in the slope', () => {
  expect(slopeOf([{ x: 1, y: 0 }, ...points((x) => 7 * x)])).toBeCloseTo(1);
  expect(slopeOf([{ x: 1, y: 1 }])).toBeNaN();
});
