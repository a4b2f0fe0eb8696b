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

const COLORS = ['#1a73e8', '#9aa0a6', '#34a853', '#f29900'];
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
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="white"/>`,
    text(10, 20, title, 'font-weight="bold"'),
    ...series.map((name, index) => legend(name, index)),
    ...bars,
    '</svg>',
    '',
  ].join('\n');
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

function colorOf(index: number): string {
  return COLORS[index % COLORS.length] ?? 'black';
}

function text(x: number, y: number, content: string, more = ''): string {
  return `<text x="${x}" y="${y}" fill="#202124" ${more}>${escaped(content)}</text>`;
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
