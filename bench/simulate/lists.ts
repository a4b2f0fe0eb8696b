import type { Figure } from '../figure.ts';
import { Figures, inWords } from '../figures.ts';
import { table } from '../markdown.ts';
import type { Part } from '../part.ts';
import { priceOf } from './price-of.ts';
import { type App, LIST_LIMIT, TYPICAL } from './usage.ts';

const ONLINE = [1000, 10_000, 100_000, 1_000_000];

/** Calculates from list prices what it costs when a client lists the online users. No rule limits how often a client does that. */
export const lists: Part = {
  name: 'lists',
  measure: async () => ONLINE.flatMap((online) => figuresOfList(online, TYPICAL)),
  show: (all) => new Map([['lists', listTable(new Figures(all))]]),
};

export function figuresOfList(online: number, app: App): Figure[] {
  const event = `${inWords(online)} online`;
  const cost = (system: string, reads: number): Figure[] => [
    { bench: 'lists', event, system, metric: 'documents read', unit: 'reads', value: reads },
    {
      bench: 'lists',
      event,
      system,
      metric: '$',
      unit: '$',
      value: priceOf('firestoreReads', reads),
    },
  ];
  return [
    ...cost('one list', online),
    ...cost(`one list with a limit of ${inWords(LIST_LIMIT)}`, Math.min(online, LIST_LIMIT)),
    ...cost('an hour of watching the list', online + online * changesPerHour(app)),
  ];
}

/** For each online user, one user comes and one goes in the time of a session. Firestore bills both as a read. */
function changesPerHour({ sessionMinutes }: App): number {
  return 2 * (60 / sessionMinutes);
}

function listTable(figures: Figures): string {
  const rows = [...new Set(figures.all.map(({ system, metric }) => `${system}|${metric}`))].map((key) => {
    const [system = '', metric = ''] = key.split('|');
    return [
      `${system}: ${metric}`,
      ...figures.events.map((event) => figures.text(event, system, metric, metric === '$' ? 4 : 0)),
    ];
  });
  return table(['', ...figures.events], rows);
}
