import type { Figure } from './figure.ts';
import { Figures } from './figures.ts';
import type { Lines } from './line-chart.ts';
import { table } from './markdown.ts';
import { type Point, slopeOf } from './simulate/slope.ts';

/** What was measured at several sizes. The name of each event contains its size. */
export interface Growth {
  readonly figures: readonly Figure[];
  /** Reads the size from the name of an event. Default: the first number. */
  readonly sizeOf?: (event: string) => number;
}

/** A row of a table, or a line of a picture. */
interface Series {
  readonly system: string;
  readonly metric: string;
  readonly unit: string;
}

/** Reads the first number of a text, with its commas. */
export function firstNumber(event: string): number {
  return Number(/[\d,]+/.exec(event)?.[0].replaceAll(',', ''));
}

/** The values of a series, by size. */
function pointsOf({ figures, sizeOf = firstNumber }: Growth, { system, metric }: Series): Point[] {
  return figures
    .filter((figure) => figure.system === system && figure.metric === metric)
    .map(({ event, value }) => ({ x: sizeOf(event), y: value }));
}

/** The slope in a picture whose two axes are logarithmic; a dash with fewer than two sizes. 1: twice the size, twice the value. */
export function slopeText(points: readonly Point[]): string {
  const slope = slopeOf(points);
  return Number.isFinite(slope) ? slope.toFixed(2) : '–';
}

const UNITS_IN_TABLES = ['s', 'ms', 'kB'];

/** Events are the columns, metrics are the rows, and the last column is the slope. */
export function growthTable(growth: Growth, digitsOf: (unit: string) => number, head = ''): string {
  const figures = new Figures(growth.figures);
  const all = seriesIn(growth.figures);
  const hasSystems = new Set(all.map(({ system }) => system)).size > 1;
  const rows = all.map((series) => {
    const { system, metric, unit } = series;
    const name = UNITS_IN_TABLES.includes(unit) ? `${metric}, ${unit}` : metric;
    return [
      hasSystems ? `${system}: ${name}` : name,
      ...figures.events.map((event) => figures.text(event, system, metric, digitsOf(unit))),
      slopeText(pointsOf(growth, series)),
    ];
  });
  return table([head, ...figures.events, 'slope'], rows);
}

function seriesIn(figures: readonly Figure[]): Series[] {
  return [...new Map(figures.map((figure) => [`${figure.system}: ${figure.metric}`, figure])).values()];
}

/** One line of a picture, named with its slope. Empty if nothing of it was measured. */
export function growthLine(name: string, growth: Growth, metric: string): Lines['series'] {
  const series = seriesIn(growth.figures).find((one) => one.metric === metric);
  if (!series) return [];
  const points = pointsOf(growth, series);
  return [{ name: `${name}: ${slopeText(points)}`, points }];
}
