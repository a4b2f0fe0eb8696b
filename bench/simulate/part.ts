import { lineChart } from '../line-chart.ts';
import type { Part } from '../part.ts';
import { countedCosts } from './counted.ts';
import { freeFigures } from './free.ts';
import { figuresOf } from './simulation.ts';
import {
  assumptionTable,
  billLines,
  freeTable,
  loadTable,
  ourTable,
  peerNotes,
  peerTable,
  priceTable,
  sizeTable,
} from './tables.ts';
import { targetsOfTheBill } from './targets.ts';
import { TYPICAL } from './usage.ts';

const USERS = [1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

/** Calculated from the last result of bench/cost. */
export const simulate: Part = {
  name: 'simulate',
  async measure() {
    const costs = countedCosts();
    return [...USERS.flatMap((users) => figuresOf({ ...TYPICAL, users }, costs)), ...freeFigures(costs)];
  },
  show: (all) =>
    new Map([
      ['simulate', loadTable(all)],
      ['bill', ourTable(all)],
      ['bill-peers', peerTable(all)],
      ['bill-peers-notes', peerNotes()],
      ['bill-targets', targetsOfTheBill(all)],
      ['bill-free', freeTable(all)],
      ['bill-sizes', sizeTable(all)],
      ['bill-assumptions', assumptionTable()],
      ['prices', priceTable()],
    ]),
  draw: (all) => new Map([['bill', lineChart(billLines(all))]]),
};
