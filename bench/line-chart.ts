import { colorOf, escaped, svg, text } from './svg.ts';

/** Lines in a picture whose two axes are logarithmic. */
export interface Lines {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** One color each. Points that are not positive are left out. */
  readonly series: readonly Line[];
}

interface Line {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

const WIDTH = 720;
const HEIGHT = 440;
const PLOT = { left: 80, right: 490, top: 40, bottom: 390 };

/** Lines as an SVG picture, readable on light and dark pages. */
export function lineChart({ title, xLabel, yLabel, series }: Lines): string {
  const points = series.flatMap((line) => line.points.filter(isPositive));
  const toX = scale(decades(points.map(({ x }) => x)), PLOT.left, PLOT.right);
  const toY = scale(decades(points.map(({ y }) => y)), PLOT.bottom, PLOT.top);
  return svg(WIDTH, HEIGHT, title, [
    text(10, 20, title, 'font-weight="bold"'),
    ...toX.marks.map(({ at, name }) => grid(at, PLOT.top, at, PLOT.bottom) + text(at, PLOT.bottom + 16, name, MIDDLE)),
    ...toY.marks.map(({ at, name }) => grid(PLOT.left, at, PLOT.right, at) + text(PLOT.left - 6, at + 4, name, END)),
    text((PLOT.left + PLOT.right) / 2, HEIGHT - 12, xLabel, MIDDLE),
    text(10, PLOT.top - 6, yLabel),
    ...series.map((line, index) => drawn(line, index, toX.of, toY.of)),
  ]);
}

const MIDDLE = 'text-anchor="middle"';
const END = 'text-anchor="end"';

function isPositive({ x, y }: { x: number; y: number }): boolean {
  return x > 0 && y > 0;
}

/** The whole powers of ten around the values. */
function decades(values: readonly number[]): [from: number, to: number] {
  if (values.length === 0) return [0, 1];
  const logs = values.map(Math.log10);
  const from = Math.floor(Math.min(...logs));
  return [from, Math.max(from + 1, Math.ceil(Math.max(...logs)))];
}

function scale([from, to]: [number, number], start: number, end: number) {
  const at = (log: number): number => Math.round(start + ((log - from) / (to - from)) * (end - start));
  const powers = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return {
    of: (value: number): number => at(Math.log10(value)),
    marks: powers.map((power) => ({ at: at(power), name: (10 ** power).toLocaleString('en-US') })),
  };
}

function grid(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#dadce0"/>`;
}

function drawn({ name, points }: Line, index: number, toX: (x: number) => number, toY: (y: number) => number): string {
  const color = colorOf(index);
  const path = points.filter(isPositive).map(({ x, y }) => `${toX(x)},${toY(y)}`);
  const y = PLOT.top + 10 + index * 22;
  return [
    `<polyline points="${escaped(path.join(' '))}" fill="none" stroke="${color}" stroke-width="2"/>`,
    `<rect x="${PLOT.right + 12}" y="${y - 9}" width="10" height="10" fill="${color}"/>`,
    text(PLOT.right + 27, y, name),
  ].join('\n');
}
