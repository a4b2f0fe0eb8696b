import type { Figure } from '../figure.ts';
import { Figures, inWords } from '../figures.ts';
import type { Lines } from '../line-chart.ts';
import { table } from '../markdown.ts';
import { ASSUMPTIONS } from './assumptions.ts';
import { FREE_LIMIT, HOBBY_EVENTS, USERS_WITHOUT_BILL } from './free.ts';
import { PEERS } from './peers.ts';
import { LOOKED_UP, PEER_PRICES, PRICES } from './prices.ts';
import {
  AFTER_FREE,
  CHEAPEST,
  CHEAPEST_AFTER_FREE,
  KNOWN_BEFORE,
  LOAD,
  ONLINE_CONTACTS,
  SIZES,
  SPREAD,
  TARGET_NAMES,
  TOTAL,
} from './simulation.ts';
import { slopeOf } from './slope.ts';
import { TARGETS } from './usage.ts';

export function loadTable(all: readonly Figure[]): string {
  return metricTable(new Figures(all), LOAD, 'a month');
}

export function sizeTable(all: readonly Figure[]): string {
  return metricTable(new Figures(all), SIZES, 'time of the functions, a month');
}

function metricTable(figures: Figures, system: string, head: string): string {
  const events = eventsOf(figures, system);
  const metrics = [...new Set(figures.all.filter((one) => one.system === system).map(({ metric }) => metric))];
  return table(
    [head, ...events],
    metrics.map((metric) => [metric, ...events.map((event) => short(figures.find(event, system, metric)))]),
  );
}

/** Our bill for each target. */
export function ourTable(all: readonly Figure[]): string {
  const figures = new Figures(all);
  const events = eventsOf(figures, LOAD);
  const rows = TARGETS.flatMap((target) => {
    const system = TARGET_NAMES[target];
    const metrics = [...new Set(all.filter((one) => one.system === system).map(({ metric }) => metric))];
    const values = (metric: string) => events.map((event) => figures.find(event, system, metric));
    return metrics
      .filter((metric) => metric !== USERS_WITHOUT_BILL && metric !== KNOWN_BEFORE)
      .filter((metric) => values(metric).some((value) => value !== 0))
      .map((metric) => [`${system}: ${bold(metric)}`, ...values(metric).map(short)]);
  });
  return table(['a month', ...events], rows);
}

function bold(metric: string): string {
  return metric === TOTAL ? `**${metric}**` : metric;
}

/** What we cost and what the peers cost, with the slope of each if there are several sizes. */
export function peerTable(all: readonly Figure[]): string {
  const figures = new Figures(all);
  const events = eventsOf(figures, LOAD);
  const hasSlopes = events.length > 1;
  const rows: [name: string, system: string, metric: string][] = [
    ...TARGETS.map((target): [string, string, string] => [`**${TARGET_NAMES[target]}**`, TARGET_NAMES[target], TOTAL]),
    [`${TARGET_NAMES.firestore}, with a watch of the online contacts alone`, TARGET_NAMES.firestore, ONLINE_CONTACTS],
    [`${TARGET_NAMES.database}, after the free quotas`, TARGET_NAMES.database, AFTER_FREE],
    [`${TARGET_NAMES.database}, with contacts spread over the instances`, TARGET_NAMES.database, SPREAD],
    [`${TARGET_NAMES.database}, with the two settings`, TARGET_NAMES.database, CHEAPEST],
    [`${TARGET_NAMES.database}, with them, after the free quotas`, TARGET_NAMES.database, CHEAPEST_AFTER_FREE],
    ...PEERS.map(({ name }): [string, string, string] => [name, name, TOTAL]),
  ];
  const cells = rows
    .filter(([, system, metric]) => events.some((event) => figures.find(event, system, metric) !== undefined))
    .map(([name, system, metric]) => [
      name,
      ...events.map((event) => short(figures.find(event, system, metric))),
      ...(hasSlopes ? [slopeText(figures, system, metric)] : []),
    ]);
  return table(['$ a month', ...events, ...(hasSlopes ? ['slope'] : [])], cells);
}

/** The slope from 10,000 users on. Below, the parts that do not depend on the size weigh too much. */
const SLOPE_FROM = 10_000;

function slopeText(figures: Figures, system: string, metric: string): string {
  const points = pointsOf(figures, system, metric).filter(({ x }) => x >= SLOPE_FROM);
  return points.length < 2 ? '–' : slopeOf(points).toFixed(2);
}

function pointsOf(figures: Figures, system: string, metric: string) {
  return eventsOf(figures, LOAD).map((event) => ({ x: usersOf(event), y: figures.find(event, system, metric) ?? 0 }));
}

function usersOf(event: string): number {
  return Number(event.replaceAll(/\D/g, ''));
}

export function billLines(all: readonly Figure[]): Lines {
  const figures = new Figures(all);
  const systems = [TARGET_NAMES.firestore, TARGET_NAMES.database, ...PEERS.map(({ name }) => name)];
  return {
    title: 'Dollars a month by users a day, and the slope of each line from 10,000 users on',
    xLabel: 'users a day',
    yLabel: '$ a month',
    series: systems.map((system) => ({
      name: `${system}: ${slopeText(figures, system, TOTAL)}`,
      points: pointsOf(figures, system, TOTAL),
    })),
  };
}

/** How each peer was counted. */
export function peerNotes(): string {
  return PEERS.map(({ name, note }) => `- ${name}: ${note}.`).join('\n');
}

export function freeTable(all: readonly Figure[]): string {
  const figures = new Figures(all);
  const rows = TARGETS.map((target) => {
    const system = TARGET_NAMES[target];
    return [
      system,
      ...HOBBY_EVENTS.map((event) => figures.text(event, system, AFTER_FREE, 2)),
      figures.text(FREE_LIMIT, system, USERS_WITHOUT_BILL),
    ];
  });
  return table(['$ a month', ...HOBBY_EVENTS, USERS_WITHOUT_BILL], rows);
}

export function assumptionTable(): string {
  const rows = Object.values(ASSUMPTIONS).map(({ value, what, from }) => `| ${value} | ${what} | ${from} |`);
  return ['| | | from |', '|---:|---|---|', ...rows].join('\n');
}

export function priceTable(): string {
  const rows = [...Object.values(PRICES), ...Object.values(PEER_PRICES)].map(
    ({ dollars, per, page, seen }) =>
      `| ${dollars} | ${per} | [${new URL(page).hostname}](${page}) | ${seen ? 'yes' : 'no'} |`,
  );
  return [`| $ | for | page, looked up on ${LOOKED_UP} | seen there |`, '|---:|---|---|---|', ...rows].join('\n');
}

function eventsOf(figures: Figures, system: string): string[] {
  return [...new Set(figures.all.filter((one) => one.system === system).map(({ event }) => event))];
}

/** Small numbers with the decimals that they have: two below 10, one below 100. */
function short(value: number | undefined): string {
  if (value === undefined) return '–';
  const decimals = String(value).split('.')[1]?.length ?? 0;
  return inWords(value, Math.min(decimals, value < 10 ? 2 : value < 100 ? 1 : 0));
}
