import { type Bars, barChart } from '../bar-chart.ts';
import { Figures, inWords } from '../figures.ts';
import { type Target, table, targetTable } from '../markdown.ts';
import type { Part } from '../part.ts';
import { ACROSS_A_NETWORK } from './distance.ts';
import {
  acrossNetwork,
  CONTENDERS,
  LATE_FUNCTION,
  measureAcrossNetwork,
  measureLateFunction,
  measureLatency,
} from './latency.ts';
import { MANY_TABS, measureManyTabs, SETTLED } from './many-tabs.ts';
import { PERCENTILES, SPOILT_ROUNDS, WRONG_ROUNDS } from './race.ts';

const EVENTS = ['online', 'offline'];

/** One race: the systems that ran, and the name of its figures for an event. */
interface Race {
  readonly where: string;
  readonly systems: readonly string[];
  readonly nameOf: (event: string) => string;
}

const AT_ONCE: Race = {
  where: 'on one machine',
  systems: [...CONTENDERS, 'Socket.IO'],
  nameOf: (event) => event,
};

const AT_A_DISTANCE: Race = {
  where: 'across a network',
  systems: CONTENDERS,
  nameOf: acrossNetwork,
};

export const latency: Part = {
  name: 'latency',
  async measure(quick, log) {
    const onOneMachine = await measureLatency(quick ? 10 : 200, log);
    const acrossANetwork = await measureAcrossNetwork(quick ? 10 : 100, log);
    const lateFunction = await measureLateFunction(quick ? 2 : 20, log);
    return [...onOneMachine, ...acrossANetwork, ...lateFunction, ...(await measureManyTabs(log))];
  },
  show(all) {
    const figures = new Figures(all);
    return new Map([
      ['latency', table(...raceTable(figures, AT_ONCE))],
      ['latency-network', networkTable(figures)],
      ['many-tabs', manyTabsTable(figures)],
      ['latency-targets', targetTable([AT_A_DISTANCE, AT_ONCE].map((race) => latencyTarget(figures, race)))],
    ]);
  },
  draw(all) {
    const figures = new Figures(all);
    return new Map([
      ['latency', barChart(barsOf(figures, AT_ONCE))],
      ['latency-network', barChart(barsOf(figures, AT_A_DISTANCE))],
    ]);
  },
};

function barsOf(figures: Figures, { where, systems, nameOf }: Race): Bars {
  const groups = EVENTS.flatMap((event) => PERCENTILES.map((percentile) => ({ event, metric: `p${percentile}` })));
  return {
    title: `Milliseconds until a watcher receives a change, ${where}`,
    series: systems,
    groups: groups.map(({ event, metric }) => ({
      name: `${event}, ${metric}`,
      values: systems.map((system) => figures.find(nameOf(event), system, metric)),
    })),
  };
}

type Table = [head: string[], rows: string[][]];

function raceTable(figures: Figures, { systems, nameOf }: Race): Table {
  const times = EVENTS.flatMap((event) =>
    PERCENTILES.map((percentile) => [
      `${event}, p${percentile}`,
      ...systems.map((system) => figures.text(nameOf(event), system, `p${percentile}`, 1)),
      overFloor(figures, nameOf(event), `p${percentile}`)?.toFixed(2) ?? '–',
    ]),
  );
  const failed = [SPOILT_ROUNDS, WRONG_ROUNDS].map((metric) => [
    metric,
    ...systems.map((system) => figures.text(nameOf('online'), system, metric)),
    '–',
  ]);
  return [
    ['ms', ...systems, 'ours ÷ floor'],
    [...times, ...failed],
  ];
}

function networkTable(figures: Figures): string {
  const [head, rows] = raceTable(figures, AT_A_DISTANCE);
  const trips = EVENTS.map((event) => [
    `${event}, round trips at p50`,
    ...CONTENDERS.map((system) => roundTrips(figures, event, system)),
    '–',
  ]);
  const late = [
    `${LATE_FUNCTION}, p50`,
    ...CONTENDERS.map((system) => figures.text(LATE_FUNCTION, system, 'p50', 1)),
    '–',
  ];
  return table(head, [...rows, ...trips, late]);
}

/** How many round trips between clients and databases a watcher waits for: what the network adds, divided by one round trip. */
function roundTrips(figures: Figures, event: string, system: string): string {
  const near = figures.find(event, system, 'p50');
  const far = figures.find(acrossNetwork(event), system, 'p50');
  return near === undefined || far === undefined ? '–' : inWords((far - near) / (2 * ACROSS_A_NETWORK.clientMs), 1);
}

function manyTabsTable(figures: Figures): string {
  const metrics = [...new Set(figures.all.filter(({ event }) => event === MANY_TABS).map(({ metric }) => metric))];
  const rows = metrics.map((metric) => [
    metric === SETTLED ? `${metric}, ms` : metric,
    ...['ours', 'sample'].map((system) => figures.text(MANY_TABS, system, metric)),
  ]);
  return table([MANY_TABS, 'ours', 'sample'], rows);
}

function latencyTarget(figures: Figures, { where, nameOf }: Race): Target {
  const limit = 1.2;
  const missed = EVENTS.flatMap((event) => {
    const ratio = overFloor(figures, nameOf(event), 'p50') ?? Number.NaN;
    return ratio <= limit ? [] : [`${event}, ${ratio.toFixed(2)}`];
  });
  return { title: `Ours takes at most ${limit} times as long as the floor, at p50, ${where}`, missed };
}

function overFloor(figures: Figures, event: string, metric: string): number | undefined {
  const [ours, floor] = [figures.find(event, 'ours', metric), figures.find(event, 'floor', metric)];
  return ours === undefined || floor === undefined ? undefined : ours / floor;
}
