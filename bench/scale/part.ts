import type { Figure } from '../figure.ts';
import { Figures, inWords } from '../figures.ts';
import { table } from '../markdown.ts';
import type { Part } from '../part.ts';
import { measureClientMemory } from './client-memory.ts';
import { measureConnections } from './connections.ts';
import { measureMassReconnect } from './mass-reconnect.ts';
import { measureSweep } from './sweeps.ts';
import { measureWatchers } from './watchers.ts';

export const scale: Part = {
  name: 'scale',
  async measure(quick, log) {
    const figures: Figure[] = [];
    for (const count of quick ? [100, 1000] : [100, 1000, 10_000]) {
      log(`${inWords(count)} connections`);
      figures.push(...(await measureConnections(count)));
    }
    for (const count of quick ? [100] : [100, 1000]) figures.push(...(await measureMassReconnect(count, log)));
    log('sweeps');
    figures.push(...(await measureSweep(quick ? 1000 : 10_000, 0)));
    figures.push(...(await measureSweep(10, quick ? 10_000 : 100_000)));
    for (const count of quick ? [1, 10, 100] : [1, 10, 100, 1000]) {
      log(`${inWords(count)} watchers`);
      figures.push(...(await measureWatchers(count, quick ? 4 : 20, log)));
    }
    log('the memory of a page');
    figures.push(...(await measureClientMemory(quick ? 10 : 100)));
    return figures;
  },
  show: (all) =>
    new Map([
      ['scale', tableOf(all.filter(({ event }) => event.endsWith('connections')))],
      ['mass-reconnect', tableOf(all.filter(({ event }) => event.endsWith('users')))],
      ['sweeps', tableOf(all.filter(({ event }) => event.includes('expired')))],
      ['watchers', tableOf(all.filter(({ event }) => event.includes('watcher')))],
      ['client-memory', memoryTable(all.filter(({ event }) => event === 'a page'))],
    ]),
};

function memoryTable(all: readonly Figure[]): string {
  return table(
    ['a page holds, kB', ''],
    all.map(({ system, value }) => [system, String(Math.round(value))]),
  );
}

/** Events are the columns, metrics are the rows. */
function tableOf(all: readonly Figure[]): string {
  const figures = new Figures(all);
  const metrics = [...new Map(all.map(({ metric, system, unit }) => [metric, { system, unit }]))];
  const rows = metrics.map(([metric, { system, unit }]) => [
    ['s', 'ms', 'kB'].includes(unit) ? `${metric}, ${unit}` : metric,
    ...figures.events.map((event) => figures.text(event, system, metric, unit === 's' ? 2 : 0)),
  ]);
  return table(['', ...figures.events], rows);
}
