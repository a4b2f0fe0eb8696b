import type { Bars } from '../bar-chart.ts';
import type { Figures } from '../figures.ts';
import { type Target, table, targetTable } from '../markdown.ts';
import { SWEEPING_HOUR } from './event-names.ts';

const COLUMNS = [
  'RTDB writes',
  'RTDB bytes down',
  'function calls',
  'Firestore writes',
  'Firestore reads of the function',
  'events of a watcher',
];

const SYSTEMS = ['ours', 'sample', 'floor'];

/** Each cell shows ours · the sample · the floor. */
export function costTable(figures: Figures): string {
  const rows = everyday(figures).map((event) => [event, ...COLUMNS.map((metric) => cell(figures, event, metric))]);
  return table(['', ...COLUMNS], rows);
}

export function costTargets(figures: Figures): string {
  const events = everyday(figures);
  const compare = (metric: string, limit: string, isRight: (ours: number, other: number) => boolean): string[] =>
    events.flatMap((event) => {
      const [mine, other] = [figures.find(event, 'ours', metric), figures.find(event, limit, metric)];
      if (mine === undefined || other === undefined || isRight(mine, other)) return [];
      return [`${event}, ${mine} instead of ${other}`];
    });
  const targets: Target[] = [
    { title: 'Firestore writes equal the floor', missed: compare('Firestore writes', 'floor', (a, b) => a === b) },
    {
      title: 'Function calls are at most those of the sample',
      missed: compare('function calls', 'sample', (a, b) => a <= b),
    },
    {
      title: 'RTDB writes are at most those of the sample',
      missed: compare('RTDB writes', 'sample', (a, b) => a <= b),
    },
    {
      title: 'RTDB bytes down are at most those of the sample',
      missed: compare('RTDB bytes down', 'sample', (a, b) => a <= b),
    },
  ];
  return targetTable(targets);
}

function everyday(figures: Figures): readonly string[] {
  return figures.events.filter((event) => event !== SWEEPING_HOUR);
}

function cell(figures: Figures, event: string, metric: string): string {
  return SYSTEMS.map((system) => figures.text(event, system, metric)).join(' · ');
}

export function costBars(figures: Figures): Bars {
  return {
    title: 'Firestore writes of an everyday event',
    series: SYSTEMS,
    groups: everyday(figures).map((event) => ({
      name: event,
      values: SYSTEMS.map((system) => figures.find(event, system, 'Firestore writes')),
    })),
  };
}

/** The costs that do not depend on the number of users. */
export function sweepingTable(figures: Figures): string {
  const rows = figures.all
    .filter(({ event, value }) => event === SWEEPING_HOUR && value > 0)
    .map(({ metric }) => [metric, figures.text(SWEEPING_HOUR, 'ours', metric)]);
  return table([SWEEPING_HOUR, ''], rows);
}
