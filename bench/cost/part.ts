import { Figures } from '../figures.ts';
import type { Part } from '../part.ts';
import { measureCost } from './cost.ts';
import { costBars, costTable, costTargets, sweepingTable } from './table.ts';

/** Counted, so the same however little time there is. */
export const cost: Part = {
  name: 'cost',
  measure: (_, say) => measureCost(say),
  show(all) {
    const figures = new Figures(all);
    return new Map([
      ['cost', costTable(figures)],
      ['cost-sweeping', sweepingTable(figures)],
      ['cost-targets', costTargets(figures)],
    ]);
  },
  draw: (all) => new Map([['cost', costBars(new Figures(all))]]),
};
