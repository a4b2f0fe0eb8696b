import { type Bars, barChart } from '../bar-chart.ts';
import { Figures } from '../figures.ts';
import { type Target, table, targetTable } from '../markdown.ts';
import type { Part } from '../part.ts';
import { measureLatency } from './latency.ts';
import { MANY_TABS, measureManyTabs, SETTLED } from './many-tabs.ts';
import { PERCENTILES, SPOILT_ROUNDS, WRONG_ROUNDS } from './race.ts';

const SYSTEMS = ['ours', 'sample', 'floor', 'Socket.IO'];

const EVENTS = ['online', 'offline'];

export const latency: Part = {
  name: 'latency',
  measure: async (quick, log) => [...(await measureLatency(quick ? 10 : 200, log)), ...(await measureManyTabs(log))],
  show(all) {
    const figures = new Figures(all);
    return new Map([
      ['latency', latencyTable(figures)],
      ['many-tabs', manyTabsTable(figures)],
      ['latency-targets', targetTable([latencyTarget(figures)])],
    ]);
  },
  draw: (all) => new Map([['latency', barChart(latencyBars(new Figures(all)))]]),
};

function latencyBars(figures: Figures): Bars {
  const groups = EVENTS.flatMap((event) => PERCENTILES.map((percentile) => ({ event, metric: `p${percentile}` })));
  return {
    title: 'Milliseconds until a watcher receives a change, on one machine',
    series: SYSTEMS,
    groups: groups.map(({ event, metric }) => ({
      name: `${event}, ${metric}`,
      values: SYSTEMS.map((system) => figures.find(event, system, metric)),
    })),
  };
}

function latencyTable(figures: Figures): string {
  const rows = EVENTS.flatMap((event) =>
    PERCENTILES.map((percentile) => [
      `${event}, p${percentile}`,
      ...SYSTEMS.map((system) => figures.text(event, system, `p${percentile}`, 1)),
      overFloor(figures, event, `p${percentile}`)?.toFixed(2) ?? '–',
    ]),
  );
  const failed = [SPOILT_ROUNDS, WRONG_ROUNDS].map((metric) => [
    metric,
    ...SYSTEMS.map((system) => figures.text('online', system, metric)),
    '–',
  ]);
  return table(['ms', ...SYSTEMS, 'ours ÷ floor'], [...rows, ...failed]);
}

function manyTabsTable(figures: Figures): string {
  const metrics = [...new Set(figures.all.filter(({ event }) => event === MANY_TABS).map(({ metric }) => metric))];
  const rows = metrics.map((metric) => [
    metric === SETTLED ? `${metric}, ms` : metric,
    ...['ours', 'sample'].map((system) => figures.text(MANY_TABS, system, metric)),
  ]);
  return table([MANY_TABS, 'ours', 'sample'], rows);
}

function latencyTarget(figures: Figures): Target {
  const limit = 1.2;
  const missed = EVENTS.flatMap((event) => {
    const ratio = overFloor(figures, event, 'p50') ?? Number.NaN;
    return ratio <= limit ? [] : [`${event}, ${ratio.toFixed(2)}`];
  });
  return { title: `Ours takes at most ${limit} times as long as the floor, at p50`, missed };
}

function overFloor(figures: Figures, event: string, metric: string): number | undefined {
  const [ours, floor] = [figures.find(event, 'ours', metric), figures.find(event, 'floor', metric)];
  return ours === undefined || floor === undefined ? undefined : ours / floor;
}
