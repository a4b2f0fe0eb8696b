import { setTimeout as wait } from 'node:timers/promises';
import type { Tab } from '../../tests/kit/users/index.ts';
import type { Visit } from './visit.ts';

/** The time that a browser needs to reload a page, or a phone to find its network. Every function gets the event of the gap. */
const GAP_MS = 700;

/** An event that happens all day long. At its start one page is open, unless `begins` does something else, and no work is left. */
export interface EverydayEvent {
  readonly title: string;
  /** How many changes a watcher has to see. */
  readonly changes: number;
  /** Only for systems in which the user can go offline while the page stays open. */
  readonly needsAway?: true;
  readonly begins?: (visit: Visit) => Promise<void>;
  readonly happens: (visit: Visit) => Promise<void>;
}

export const EVERYDAY_EVENTS: readonly EverydayEvent[] = [
  {
    title: 'sign in',
    changes: 1,
    begins: async () => undefined,
    happens: async (visit) => {
      await visit.opensTab();
      await visit.isSeen('online');
    },
  },
  {
    title: 'close',
    changes: 1,
    happens: async (visit) => {
      await visit.tab.closes();
      await visit.isSeen('offline');
    },
  },
  {
    title: 'reload',
    changes: 0,
    happens: async (visit) => {
      // In the order of a browser: the old page ends before the new one begins.
      await visit.tab.closes();
      await wait(GAP_MS);
      await visit.opensTab();
    },
  },
  {
    title: 'a second tab opens',
    changes: 0,
    happens: async (visit) => {
      await visit.opensTab();
    },
  },
  {
    title: 'one of two tabs closes',
    changes: 0,
    begins: async (visit) => {
      await opensFirst(visit);
      await visit.opensTab();
    },
    happens: (visit) => visit.tab.closes(),
  },
  {
    title: 'network blip',
    changes: 0,
    happens: async ({ tab }) => {
      tab.losesConnection();
      await wait(GAP_MS);
      tab.regainsConnection();
    },
  },
  {
    title: 'pause and resume',
    changes: 2,
    needsAway: true,
    happens: async (visit) => {
      await visit.away?.leaves(visit.tab);
      await visit.isSeen('offline');
      visit.away?.returns(visit.tab);
      await visit.isSeen('online');
    },
  },
];

/** The default of {@link EverydayEvent.begins}. */
export async function opensFirst(visit: Visit): Promise<Tab> {
  const tab = await visit.opensTab();
  await visit.isSeen('online');
  return tab;
}
