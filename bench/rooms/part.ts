import type { Figure } from '../figure.ts';
import { inWords } from '../figures.ts';
import { growthLine, growthTable } from '../growth.ts';
import { lineChart } from '../line-chart.ts';
import type { Part } from '../part.ts';
import { measureRoom } from './rooms.ts';

export const rooms: Part = {
  name: 'rooms',
  async measure(quick, log) {
    const figures: Figure[] = [];
    for (const members of quick ? [100, 1000] : [100, 1000, 5000, 20_000]) {
      log(`a room of ${inWords(members)} members`);
      figures.push(...(await measureRoom(members)));
    }
    return figures;
  },
  show: (all) => new Map([['rooms', growthTable({ figures: all }, (unit) => DIGITS[unit] ?? 0)]]),
  draw: (all) => new Map([['rooms', lineChart(linesOf(all))]]),
};

const DIGITS: Readonly<Record<string, number>> = { ms: 1, MB: 1, $: 4 };

function linesOf(all: readonly Figure[]) {
  const of = (system: string) => ({ figures: all.filter((figure) => figure.system === system) });
  return {
    title: 'Bytes by members of a room, and the slope of each line',
    xLabel: 'members',
    yLabel: 'bytes downloaded',
    series: [
      ...growthLine('one count', of('one count'), 'bytes downloaded'),
      ...growthLine('begin to watch members', of('a client begins to watch the members'), 'bytes downloaded'),
      ...growthLine('begin to watch occupancy', of('a client begins to watch the occupancy'), 'bytes downloaded'),
      ...growthLine('join', of('a user joins'), 'bytes downloaded'),
    ],
  };
}
