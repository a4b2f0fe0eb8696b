import { setTimeout as wait } from 'node:timers/promises';
import type { Tab } from '../../tests/kit/users/index.ts';
import type { Measurement } from './measurement.ts';

/** The time that a browser needs to reload a page, or a phone to find its network. Every function gets the event of the gap. */
const GAP_MS = 700;

/** An event that happens all day long. At its start one page is open, unless `begins` does something else, and no work is left. */
export interface EverydayEvent {
  readonly title: string;
  /** How many changes a watcher has to see. */
  readonly changes: number;
  /** Only for systems in which the user can go offline while the page stays open. */
  readonly needsAway?: true;
  readonly begins?: (measurement: Measurement) => Promise<void>;
  readonly happens: (measurement: Measurement) => Promise<void>;
}

export const EVERYDAY_EVENTS: readonly EverydayEvent[] = [
  {
    title: 'sign in',
    changes: 1,
    begins: async () => undefined,
    happens: async (measurement) => {
      await measurement.opensTab();
      await measurement.isSeen('online');
    },
  },
  {
    title: 'close',
    changes: 1,
    happens: async (measurement) => {
      await measurement.tab.closes();
      await measurement.isSeen('offline');
    },
  },
  {
    title: 'reload',
    changes: 0,
    happens: async (measurement) => {
      // In the order of a browser: the old page ends before the new one begins.
      await measurement.tab.closes();
      await wait(GAP_MS);
      await measurement.opensTab();
    },
  },
  {
    title: 'a second tab opens',
    changes: 0,
    happens: async (measurement) => {
      await measurement.opensTab();
    },
  },
  {
    title: 'one of two tabs closes',
    changes: 0,
    begins: async (measurement) => {
      await opensFirst(measurement);
      await measurement.opensTab();
    },
    happens: (measurement) => measurement.tab.closes(),
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
    happens: async (measurement) => {
      await measurement.away?.leaves(measurement.tab);
      await measurement.isSeen('offline');
      measurement.away?.returns(measurement.tab);
      await measurement.isSeen('online');
    },
  },
];

/** The default of {@link EverydayEvent.begins}. */
export async function opensFirst(measurement: Measurement): Promise<Tab> {
  const tab = await measurement.opensTab();
  await measurement.isSeen('online');
  return tab;
}
