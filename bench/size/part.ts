import { Figures } from '../figures.ts';
import { table } from '../markdown.ts';
import type { Part } from '../part.ts';
import { measureSize } from './size.ts';

const METRICS = ['minified', 'minified and gzipped'];

/** `--quick` changes nothing, because the bytes are always the same. */
export const size: Part = {
  name: 'size',
  measure: () => measureSize(),
  show: (all) => new Map([['size', sizeTable(new Figures(all))]]),
};

function sizeTable(figures: Figures): string {
  const pages = figures.all.filter(({ metric }) => metric === METRICS[0]);
  const rows = pages.map(({ event, system }) => [
    `${event} (${system})`,
    ...METRICS.map((metric) => kilobytes(figures.find(event, system, metric))),
  ]);
  return table(['kB of 1,000 bytes', ...METRICS], rows);
}

function kilobytes(bytes = 0): string {
  return (bytes / 1000).toFixed(1);
}
