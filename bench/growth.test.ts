import { expect, test } from 'vitest';
import type { Figure } from './figure.ts';
import { firstNumber, growthLine, growthTable, slopeText } from './growth.ts';

const figure = (event: string, metric: string, unit: string, value: number): Figure => ({
  bench: 'scale',
  event,
  system: 'ours',
  metric,
  unit,
  value,
});

const FIGURES = [
  figure('100 users', 'all come', 's', 1),
  figure('100 users', 'instances', 'instances', 0),
  figure('10,000 users', 'all come', 's', 100),
  figure('10,000 users', 'instances', 'instances', 3),
];

test('the size is the first number of the name', () => {
  expect(firstNumber('10,000 expired among 5 living')).toBe(10_000);
});

test('the slope of a value that grows with the size is 1, and needs two sizes', () => {
  expect(
    slopeText([
      { x: 10, y: 2 },
      { x: 1000, y: 200 },
    ]),
  ).toBe('1.00');
  expect(slopeText([{ x: 10, y: 2 }])).toBe('–');
  expect(
    slopeText([
      { x: 10, y: 2 },
      { x: 10, y: 3 },
    ]),
  ).toBe('–');
});

test('a table of growth has a column for each size, and the slope', () => {
  expect(growthTable({ figures: FIGURES }, (unit) => (unit === 's' ? 1 : 0))).toBe(
    [
      '|  | 100 users | 10,000 users | slope |',
      '| --- | ---: | ---: | ---: |',
      '| all come, s | 1.0 | 100.0 | 1.00 |',
      '| instances | 0 | 3 | – |',
    ].join('\n'),
  );
});

test('a line has its slope in its name, and is missing if nothing was measured', () => {
  const growth = { figures: FIGURES };
  expect(growthLine('all come', growth, 'all come')).toEqual([
    {
      name: 'all come: 1.00',
      points: [
        { x: 100, y: 1 },
        { x: 10_000, y: 100 },
      ],
    },
  ]);
  expect(growthLine('nothing', growth, 'missing')).toEqual([]);
});
