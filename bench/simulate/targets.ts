import type { Figure } from '../figure.ts';
import { Figures, inWords } from '../figures.ts';
import { targetTable } from '../markdown.ts';
import { HOBBY_EVENTS } from './free.ts';
import { PEERS } from './peers.ts';
import {
  AFTER_FREE,
  CHEAPEST,
  CHEAPEST_AFTER_FREE,
  KNOWN_BEFORE,
  ONLINE_CONTACTS_CHEAPEST,
  SPREAD,
  TARGET_NAMES,
  TOTAL,
} from './simulation.ts';
import { TARGETS } from './usage.ts';

const SIZES = [10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

/** What the simulator of version 0.1 calculated for the same app, with the counts of its time. */
const BEFORE: readonly [users: number, dollars: number][] = [
  [10_000, 104],
  [1_000_000, 3871],
];

const AT_LEAST = ', at least';

export function targetsOfTheBill(all: readonly Figure[]): string {
  const figures = new Figures(all);
  return targetTable([
    {
      title: 'Realtime Database, contacts in one instance: less than every peer, from 10,000 to 100 million users',
      missed: dearerThanPeers(figures, TOTAL, (name) => !name.endsWith(AT_LEAST)),
    },
    {
      title: 'The same, with contacts spread over the instances',
      missed: dearerThanPeers(figures, SPREAD, (name) => !name.endsWith(AT_LEAST)),
    },
    ...AGAINST_THE_LEAST.map(([title, metric]) => ({
      title,
      missed: dearerThanPeers(figures, metric, (name) => name.endsWith(AT_LEAST)),
    })),
    {
      title: 'Firestore: at most half of version 0.1, for what its simulator counted',
      missed: aboveHalf(figures, KNOWN_BEFORE),
    },
    { title: 'The same, with all that is counted now', missed: aboveHalf(figures, TOTAL) },
    {
      title: 'The same, with all that is counted now, and with the two settings',
      missed: aboveHalf(figures, CHEAPEST),
    },
    {
      title: 'The same, with them and with a watch of the online contacts alone',
      missed: aboveHalf(figures, ONLINE_CONTACTS_CHEAPEST),
    },
    { title: 'A hobby app pays nothing', missed: hobbiesThatPay(figures) },
  ]);
}

/** The included amounts of the peers are deducted, so the last row deducts ours too. */
const AGAINST_THE_LEAST: readonly [title: string, metric: string][] = [
  ['With contacts in one instance, against the least that Ably and Supabase could count', TOTAL],
  ['Against that, with the two settings', CHEAPEST],
  ['Against that, with the two settings, after the free quotas', CHEAPEST_AFTER_FREE],
];

function dearerThanPeers(figures: Figures, metric: string, counts: (name: string) => boolean): string[] {
  const names = PEERS.map(({ name }) => name).filter(counts);
  return SIZES.flatMap((users) =>
    names.flatMap((name) => {
      const ours = dollarsOf(figures, users, TARGET_NAMES.database, metric);
      const peer = dollarsOf(figures, users, name, TOTAL);
      return ours < peer ? [] : [`${sizeName(users)}, ${dollars(ours)} instead of less than ${dollars(peer)}`];
    }),
  );
}

function aboveHalf(figures: Figures, metric: string): string[] {
  return BEFORE.flatMap(([users, before]) => {
    const ours = dollarsOf(figures, users, TARGET_NAMES.firestore, metric);
    return ours <= before / 2 ? [] : [`${sizeName(users)}, ${dollars(ours)} instead of ${dollars(before / 2)}`];
  });
}

function hobbiesThatPay(figures: Figures): string[] {
  return TARGETS.flatMap((target) =>
    HOBBY_EVENTS.flatMap((event) => {
      const paid = figures.find(event, TARGET_NAMES[target], AFTER_FREE) ?? Number.NaN;
      return paid === 0 ? [] : [`${TARGET_NAMES[target]}, ${event}: ${dollars(paid)}`];
    }),
  );
}

function dollarsOf(figures: Figures, users: number, system: string, metric: string): number {
  return figures.find(sizeName(users), system, metric) ?? Number.NaN;
}

function dollars(value: number): string {
  return `${inWords(value, value < 100 ? 2 : 0)} $`;
}

function sizeName(users: number): string {
  return `${inWords(users)} users`;
}
