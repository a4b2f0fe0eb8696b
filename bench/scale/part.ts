import type { Figure } from '../figure.ts';
import { Figures } from '../figures.ts';
import { table } from '../markdown.ts';
import type { Part } from '../part.ts';
import { measureConnections } from './connections.ts';
import { measureSweep } from './sweeps.ts';

export const scale: Part = {
  name: 'scale',
  async measure(quick) {
    const figures: Figure[] = [];
    for (const count of quick ? [100, 1000] : [100, 1000, 10_000]) figures.push(...(await measureConnections(count)));
    figures.push(...(await measureSweep(quick ? 1000 : 10_000, 0)));
    figures.push(...(await measureSweep(10, quick ? 10_000 : 100_000)));
    return figures;
  },
  show: (all) =>
    new Map([
      ['scale', tableOf(all.filter(({ event }) => event.endsWith('connections')))],
      ['sweeps', tableOf(all.filter(({ event }) => event.includes('expired')))],
    ]),
};

/** Events above, metrics at the side. */
function tableOf(all: readonly Figure[]): string {
  const figures = new Figures(all);
  const metrics = [...new Map(all.map(({ metric, system, unit }) => [metric, { system, unit }]))];
  const rows = metrics.map(([metric, { system, unit }]) => [
    unit === 's' || unit === 'kB' ? `${metric}, ${unit}` : metric,
    ...figures.events.map((event) => figures.text(event, system, metric, unit === 's' ? 2 : 0)),
  ]);
  return table(['', ...figures.events], rows);
}
