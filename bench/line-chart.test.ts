import { expect, test } from 'vitest';
import { lineChart } from './line-chart.ts';

const chart = lineChart({
  title: 'a < b',
  xLabel: 'users',
  yLabel: '$',
  series: [
    {
      name: 'ours',
      points: [
        { x: 10, y: 1 },
        { x: 100, y: 10 },
        { x: 1000, y: 100 },
      ],
    },
    { name: 'free', points: [{ x: 10, y: 0 }] },
  ],
});

test('points with one factor between them are on a straight line across the whole plot', () => {
  expect(chart).toContain('points="80,390 285,215 490,40"');
});

test('a point that is not positive has no place on a logarithmic axis', () => {
  expect(chart).toContain('points=""');
});

test('the axes have a mark at each power of ten', () => {
  for (const mark of ['>10<', '>100<', '>1,000<', '>1<']) expect(chart).toContain(mark);
});

test('a title can contain characters that are markup in SVG', () => {
  expect(chart).toContain('a &lt; b');
});
