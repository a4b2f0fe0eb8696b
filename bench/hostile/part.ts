import { EFFECTS } from '../../tests/kit/attacker/index.ts';
import { type Figure, figuresAbout } from '../figure.ts';
import { Figures } from '../figures.ts';
import { table } from '../markdown.ts';
import type { Part } from '../part.ts';
import { hourOf } from './hour.ts';
import { sampleOf } from './measure.ts';

const DIGITS: Readonly<Record<string, number>> = { 'MB down to the functions': 1, $: 4 };

/** Each kind of write has its own sample, so `--quick` changes nothing. */
export const hostile: Part = {
  name: 'hostile',
  async measure(_, log) {
    const figures: Figure[] = [];
    for (const effect of EFFECTS) {
      log(`an account that ${effect.title}`);
      const hour = hourOf(effect, await sampleOf(effect, log));
      const figure = figuresAbout({ bench: 'hostile', event: effect.title, system: 'ours' });
      figures.push(
        figure('accepted writes', 'writes', hour.writes),
        figure('calls of functions', 'calls', hour.calls),
        figure('MB down to the functions', 'MB', hour.bytesToFunctions / 1e6),
        figure('status documents written', 'writes', hour.documentWrites),
        figure('status documents read', 'reads', hour.documentReads),
        figure('$', '$', hour.dollars),
      );
    }
    return figures;
  },
  show: (all) => new Map([['hostile', tableOf(new Figures(all))]]),
};

/** Events are the rows, metrics are the columns. */
function tableOf(figures: Figures): string {
  const metrics = [...new Set(figures.all.map(({ metric }) => metric))];
  const rows = figures.events.map((event) => [
    event,
    ...metrics.map((metric) => figures.text(event, 'ours', metric, DIGITS[metric] ?? 0)),
  ]);
  return table(['an hour of an account that …', ...metrics], rows);
}
