import { expect, test } from 'vitest';
import { barChart } from './bar-chart.ts';

const chart = barChart({
  title: 'a < b',
  series: ['ours', 'sample'],
  groups: [{ name: 'reload', values: [2, undefined] }],
});

test('a bar is as long as its value, and a value that was not measured has none', () => {
  expect(chart.match(/<rect x="190" y="\d+" width="460"/g)).toHaveLength(1);
  expect(chart).toContain('>–</text>');
});

test('a title can contain characters that are markup in SVG', () => {
  expect(chart).toContain('a &lt; b');
});
