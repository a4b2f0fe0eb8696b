import { Figures } from '../figures.ts';
import { table } from '../markdown.ts';
import type { Part } from '../part.ts';
import { COLD_START, measureColdStart } from './cold-start.ts';

const SYSTEMS = ['ours', 'floor'];

export const coldStart: Part = {
  name: 'cold-start',
  measure: (quick, log) => measureColdStart(quick ? 3 : 20, log),
  show(all) {
    const figures = new Figures(all);
    const metrics = [...new Set(all.map(({ metric }) => metric))];
    const rows = metrics.map((metric) => [
      metric,
      ...SYSTEMS.map((system) => figures.text(COLD_START, system, metric)),
    ]);
    return new Map([['cold-start', table(['a new worker', ...SYSTEMS], rows)]]);
  },
};
