import { setTimeout as wait } from 'node:timers/promises';
import type { Tab } from '../../tests/kit/users/index.ts';
import type { Visit } from './visit.ts';

/** What a browser needs to load a page again, or a phone to find its network: long enough for every function to hear of the gap. */
const GAP_MS = 700;

/** Something that happens all day long. It begins with one page open, unless it says otherwise, and everything at rest. */
export interface EverydayEvent {
  readonly title: string;
  /** How many changes a watcher has to see. */
  readonly changes: number;
  /** Only where one can be away while the page stays open. */
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
      // As a browser does it: the old page is gone before the new one begins.
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
    title: 'leave, and enter again',
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

/** What {@link EverydayEvent.begins} is unless it says otherwise. */
export async function opensFirst(visit: Visit): Promise<Tab> {
  const tab = await visit.opensTab();
  await visit.isSeen('online');
  return tab;
}
