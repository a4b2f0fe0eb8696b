import { expect, test } from 'vitest';
import { PRICES } from '../../bench/simulate/prices.ts';
import { COUNT_SECONDS, INTERVAL_MS_PER_ONLINE_USER } from '../../functions/src/online-count.ts';
import { page } from './pages.ts';

const { tables, text } = page('docs/6-scaling.md');
const MONTH_SECONDS = 30 * 86_400;

/** Firestore bills a read for so many index entries of a count. */
const ENTRIES_OF_READ = 1000;

function dollars(reads: number): string {
  return ((reads * PRICES.firestoreReads.dollars) / 100_000).toFixed(2);
}

function rowOf(users: number): string[] {
  const seconds = Math.max(COUNT_SECONDS, (users * INTERVAL_MS_PER_ONLINE_USER) / 1000);
  const reads = (MONTH_SECONDS / seconds) * Math.ceil(users / ENTRIES_OF_READ);
  return [
    users.toLocaleString('en-US'),
    `${seconds.toLocaleString('en-US')} s`,
    reads.toLocaleString('en-US'),
    dollars(reads),
  ];
}

test('docs/6 contains what the counts of the online users cost', () => {
  const table = tables.find(([first]) => first?.[1]?.endsWith(' s'));
  expect(table).toEqual([1000, 10_000, 100_000, 1_000_000].map(rowOf));
  // The schedule runs a tick once a minute, and asks for another one half a minute later (functions/src/tick.ts). Both count.
  const withoutUsers = MONTH_SECONDS / 30;
  expect(text).toContain(`${withoutUsers.toLocaleString('en-US')} reads a month, or ${dollars(withoutUsers)} $`);
});
