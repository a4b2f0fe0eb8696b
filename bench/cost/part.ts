import { barChart } from '../bar-chart.ts';
import { Figures } from '../figures.ts';
import type { Part } from '../part.ts';
import { measureCost } from './cost.ts';
import { costBars, costTable, costTargets, sweepingTable } from './table.ts';

/** Counted, so `--quick` changes nothing. */
export const cost: Part = {
  name: 'cost',
  measure: (_, log) => measureCost(log),
  show(all) {
    const figures = new Figures(all);
    return new Map([
      ['cost', costTable(figures)],
      ['cost-sweeping', sweepingTable(figures)],
      ['cost-targets', costTargets(figures)],
    ]);
  },
  draw: (all) => new Map([['cost', barChart(costBars(new Figures(all)))]]),
};
