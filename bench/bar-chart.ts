import { colorOf, svg, text } from './svg.ts';

export interface Bars {
  readonly title: string;
  /** One color each. */
  readonly series: readonly string[];
  readonly groups: readonly Group[];
}

interface Group {
  readonly name: string;
  /** One for each of the series; undefined if it was not measured. */
  readonly values: readonly (number | undefined)[];
}

const ROW = 16;
const GAP = 12;
const LEFT = 190;
const WIDTH = 720;
const HEAD = 56;

/** Horizontal bars as an SVG picture, readable on light and dark pages. */
export function barChart({ title, series, groups }: Bars): string {
  const most = Math.max(1, ...groups.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const groupHeight = series.length * ROW + GAP;
  const bars = groups.map((group, index) => groupOf(group, HEAD + index * groupHeight, most));
  const height = HEAD + groups.length * groupHeight;
  return svg(WIDTH, height, title, [
    text(10, 20, title, 'font-weight="bold"'),
    ...series.map((name, index) => legend(name, index)),
    ...bars,
  ]);
}

function legend(name: string, index: number): string {
  const x = LEFT + index * 110;
  return `<rect x="${x}" y="32" width="10" height="10" fill="${colorOf(index)}"/>${text(x + 15, 41, name)}`;
}

function groupOf({ name, values }: Group, top: number, most: number): string {
  const bars = values.map((value, index) => {
    const y = top + index * ROW;
    if (value === undefined) return text(LEFT + 4, y + 11, '–');
    const width = Math.max(1, Math.round((value / most) * (WIDTH - LEFT - 70)));
    const bar = `<rect x="${LEFT}" y="${y}" width="${width}" height="${ROW - 3}" fill="${colorOf(index)}"/>`;
    return `${bar}${text(LEFT + width + 5, y + 11, String(Math.round(value * 10) / 10))}`;
  });
  return [text(10, top + 11, name), ...bars].join('\n');
}
