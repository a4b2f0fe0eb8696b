import type { Figure } from '../figure.ts';
import { Figures } from '../figures.ts';
import { table } from '../markdown.ts';
import type { Part } from '../part.ts';
import { countedCosts } from './counted.ts';
import { PRICES } from './prices.ts';
import { figuresOf } from './simulation.ts';
import { TYPICAL } from './usage.ts';

const USERS = [10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

/** Calculated from counts. */
export const simulate: Part = {
  name: 'simulate',
  async measure() {
    const costs = countedCosts();
    return USERS.flatMap((users) => figuresOf({ ...TYPICAL, users }, costs));
  },
  show: (all) =>
    new Map([
      ['simulate', simulationTable(all)],
      ['prices', priceTable()],
    ]),
};

export function simulationTable(all: readonly Figure[]): string {
  const figures = new Figures(all);
  const rows = [...new Set(all.map(({ metric, system }) => `${metric}|${system}`))].map((key) => {
    const [metric = '', system = ''] = key.split('|');
    return [
      system === 'ours' ? metric : `${metric}, ${system}`,
      ...figures.events.map((event) => figures.text(event, system, metric)),
    ];
  });
  return table(['a month', ...figures.events], rows);
}

function priceTable(): string {
  const rows = Object.values(PRICES).map(
    ({ dollars, per, page, seen }) =>
      `| ${dollars} | ${per} | [${new URL(page).hostname}](${page}) | ${seen ? 'yes' : 'no'} |`,
  );
  return ['| $ | for | page | seen there |', '|---:|---|---|---|', ...rows].join('\n');
}
