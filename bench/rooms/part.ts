import type { Figure } from '../figure.ts';
import { Figures, inWords } from '../figures.ts';
import { table } from '../markdown.ts';
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
  show: (all) => new Map([['rooms', tableOf(new Figures(all))]]),
};

const DIGITS: Readonly<Record<string, number>> = { 'megabytes downloaded': 1, dollars: 4 };

function tableOf(figures: Figures): string {
  const systems = [...new Set(figures.all.map(({ system }) => system))];
  const metrics = [...new Set(figures.all.map(({ metric }) => metric))];
  const rows = systems.flatMap((system) =>
    metrics.map((metric) => [
      `${system}: ${metric}`,
      ...figures.events.map((event) => figures.text(event, system, metric, DIGITS[metric] ?? 0)),
    ]),
  );
  return table(['', ...figures.events], rows);
}
