import type { Figure } from '../figure.ts';
import { Figures, inWords } from '../figures.ts';
import { type Growth, growthLine, growthTable } from '../growth.ts';
import { lineChart } from '../line-chart.ts';
import type { Log } from '../log.ts';
import { type Target, table, targetTable } from '../markdown.ts';
import type { Part } from '../part.ts';
import { measureClientMemory } from './client-memory.ts';
import { measureConnections } from './connections.ts';
import { BACK_IN_TIME, measureCrowd, SHOWN_OFFLINE } from './crowds.ts';
import { measureSweep } from './sweeps.ts';
import { measureWatchers } from './watchers.ts';

interface Sizes {
  readonly connections: readonly number[];
  readonly users: readonly number[];
  readonly expired: readonly number[];
  readonly living: readonly number[];
  readonly watchers: readonly number[];
  readonly changes: number;
  readonly pages: number;
}

const QUICK: Sizes = {
  connections: [100, 1000],
  users: [100],
  expired: [10, 100],
  living: [1000, 10_000],
  watchers: [1, 10, 100],
  changes: 4,
  pages: 10,
};

const FULL: Sizes = {
  connections: [100, 1000, 10_000, 50_000],
  users: [100, 1000, 10_000],
  expired: [100, 1000, 10_000],
  living: [1000, 10_000, 100_000],
  watchers: [1, 10, 100, 1000],
  changes: 20,
  pages: 100,
};

/** How many leases have expired among the others. */
const FEW_EXPIRED = 10;

export const scale: Part = {
  name: 'scale',
  measure: (quick, log) => measureAll(quick ? QUICK : FULL, log),
  show(all) {
    const { connections, users, expired, living, watchers } = growthsIn(all);
    return new Map([
      ['scale', growthTable(connections, digitsOf)],
      ['mass-reconnect', growthTable(users, digitsOf)],
      ['mass-targets', targetTable([shownOfflineTarget(new Figures(users.figures))])],
      ['sweeps', growthTable(expired, digitsOf)],
      ['sweeps-among', growthTable(living, digitsOf)],
      ['watchers', growthTable(watchers, digitsOf)],
      ['client-memory', memoryTable(all.filter(({ event }) => event === 'a page'))],
    ]);
  },
  draw: (all) => new Map([['scale', lineChart(linesOf(growthsIn(all)))]]),
};

async function measureAll(sizes: Sizes, log: Log): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const count of sizes.connections) {
    log(`${inWords(count)} connections`);
    figures.push(...(await measureConnections(count)));
  }
  for (const count of sizes.users) figures.push(...(await measureCrowd(count, log)));
  for (const count of sizes.expired) {
    log(`${inWords(count)} expired leases`);
    figures.push(...(await measureSweep(count, 0)));
  }
  for (const count of sizes.living) {
    log(`${FEW_EXPIRED} expired leases among ${inWords(count)}`);
    figures.push(...(await measureSweep(FEW_EXPIRED, count)));
  }
  for (const count of sizes.watchers) {
    log(`${inWords(count)} watchers`);
    figures.push(...(await measureWatchers(count, sizes.changes, log)));
  }
  log('the memory of a page');
  figures.push(...(await measureClientMemory(sizes.pages)));
  return figures;
}

type Growths = Record<'connections' | 'users' | 'expired' | 'living' | 'watchers', Growth>;

function growthsIn(all: readonly Figure[]): Growths {
  const where = (isPart: (event: string) => boolean): Growth => ({ figures: all.filter(({ event }) => isPart(event)) });
  return {
    connections: where((event) => event.endsWith('connections')),
    users: where((event) => event.endsWith('users')),
    expired: where((event) => event.endsWith('among 0 living')),
    living: {
      ...where((event) => event.includes('expired among') && !event.endsWith('among 0 living')),
      sizeOf: (event) => Number(event.replace(/.*among/, '').replaceAll(/\D/g, '')),
    },
    watchers: where((event) => event.includes('watcher')),
  };
}

function linesOf({ connections, users, expired, living, watchers }: Growths) {
  const inSeconds: Growth = {
    figures: watchers.figures.map((figure) =>
      figure.unit === 'ms' ? { ...figure, value: figure.value / 1000 } : figure,
    ),
  };
  return {
    title: 'Seconds by size, and the slope of each line',
    xLabel: 'connections, users, leases or watchers',
    yLabel: 's',
    series: [
      ...growthLine('connections: all connect', connections, 'all connect and announce'),
      ...growthLine('connections: all are lost', connections, 'all are lost at once, and removed'),
      ...growthLine('users: come', users, 'all come: Firestore is correct after'),
      ...growthLine('users: lost and back', users, 'all are lost, and back at once: Firestore is correct after'),
      ...growthLine('users: lost in turn', users, 'all are lost in turn: Firestore is correct after'),
      ...growthLine('users: go', users, 'all go: Firestore is correct after'),
      ...growthLine('expired leases: sweep', expired, 'seconds'),
      ...growthLine('living leases: sweep of 10', living, 'seconds'),
      ...growthLine('watchers: a change', inSeconds, 'until the last watcher receives it, p50'),
    ],
  };
}

/** How many of the users who are back in time may be shown offline. */
const MOST_SHOWN_OFFLINE = 0.01;

export function shownOfflineTarget(figures: Figures): Target {
  const missed = figures.events.flatMap((event) => {
    const sumOf = (what: string) =>
      figures.all
        .filter((one) => one.event === event && one.metric.endsWith(`: ${what}`))
        .reduce((sum, { value }) => sum + value, 0);
    const [inTime, shown] = [sumOf(BACK_IN_TIME), sumOf(SHOWN_OFFLINE)];
    if (inTime === 0) return [`${event}: no user was back in time on this machine`];
    return shown > MOST_SHOWN_OFFLINE * inTime ? [`${event}, ${inWords(shown)} of ${inWords(inTime)}`] : [];
  });
  return { title: 'Of the users who are back within the grace period, at most 1 % are shown offline', missed };
}

function digitsOf(unit: string): number {
  return unit === 's' ? 2 : 0;
}

function memoryTable(all: readonly Figure[]): string {
  return table(
    ['a page holds, kB', ''],
    all.map(({ system, value }) => [system, String(Math.round(value))]),
  );
}
