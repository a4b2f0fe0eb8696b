import {
  BUDGETS,
  MAX_MEMBER_DATA,
  MAX_MEMBER_DATA_NOT_ASCII,
  MAX_ROOM_ID,
  MAX_ROOM_ID_NOT_ASCII,
} from '@firebase-presence/contract';
import { expect, test } from 'vitest';
import { Figures } from '../../bench/figures.ts';
import { figuresOfList } from '../../bench/simulate/lists.ts';
import { PRICES } from '../../bench/simulate/prices.ts';
import { LIST_LIMIT, TYPICAL } from '../../bench/simulate/usage.ts';
import { CHANGE_INTERVAL_MS } from '../../functions/src/mirror.ts';
import { COUNT_SECONDS, INTERVAL_MS_PER_ONLINE_USER } from '../../functions/src/online-count.ts';
import { COUNT_INTERVAL_MS, INTERVAL_MS_PER_MEMBER } from '../../functions/src/rooms.ts';
import { limitsOfRules } from '../attack/account-limits.ts';
import { LONGEST_UID } from '../attack/account-size.ts';
import { accountTable, largestAccount, MEBIBYTE, sizesOf } from '../attack/account-table.ts';
import { causesTable } from '../effects/causes-table.ts';
import { LIMITS } from '../effects/limits.ts';
import { EFFECTS } from '../kit/attacker/index.ts';
import { page, read } from './pages.ts';

const limits = limitsOfRules(read('database.rules.json'));
const sizes = sizesOf(largestAccount(limits, LONGEST_UID), LONGEST_UID);
const { text } = page('docs/5-rules-and-privacy.md');
const prose = text.replaceAll(/\s+/g, ' ');

test('docs/5 contains the table of what one account can store', () => {
  expect(text).toContain(accountTable(limits, sizes));
});

test('docs/5 contains the table of what one account can cause', () => {
  const seats = limits.connections * limits.roomsOfConnection;
  const bytes = { seat: Math.ceil(sizes.seats / seats), typing: Math.ceil(sizes.typing / seats) };
  expect(text).toContain(causesTable(EFFECTS, bytes));
});

test('the limit of document changes in a minute agrees with their interval', () => {
  expect(LIMITS.changesPerMinute).toBe(60_000 / CHANGE_INTERVAL_MS);
});

const { changes, typing } = BUDGETS;

function dollarsOf(list: string): number | undefined {
  return new Figures(figuresOfList(100_000, TYPICAL)).find('100,000 online', list, '$');
}

test.each([
  `${changes.limit} changes in ${changes.windowMs / 60_000} minutes, and ${typing.limit} typing marks in a minute`,
  `the longest uid that Firebase Authentication allows (${Buffer.byteLength(LONGEST_UID)} bytes)`,
  `all ASCII may have ${MAX_ROOM_ID} characters (id) or ${MAX_MEMBER_DATA.toLocaleString('en-US')} (data)`,
  `Other text may have ${MAX_ROOM_ID_NOT_ASCII} or ${MAX_MEMBER_DATA_NOT_ASCII}.`,
  `below 1 MiB (${MEBIBYTE.toLocaleString('en-US')} bytes)`,
  `at most ${LIMITS.ticksPerMinute} ticks a minute`,
  `No run took longer than ${LIMITS.longestRunMs / 1000} seconds, and all runs of a row together needed at most ${LIMITS.memoryBytes / 2 ** 20} MiB`,
  `While one account writes ${LIMITS.floodPerSecond.toLocaleString('en-US')} times a second or more, watchers see the statuses of other users at most ${LIMITS.othersLateMs / 1000} second later`,
  `at most once in ${COUNT_INTERVAL_MS / 1000} second, and at most once in \`members ÷ ${(1000 / INTERVAL_MS_PER_MEMBER).toLocaleString('en-US')}\` seconds`,
  `at most once in ${COUNT_SECONDS} seconds, and once in \`users ÷ ${(1000 / INTERVAL_MS_PER_ONLINE_USER).toLocaleString('en-US')}\` seconds`,
  `${PRICES.functionCalls.dollars} $ a million runs`,
  `One list of 100,000 users costs ${dollarsOf('one list')} $, and an hour of watching it ${dollarsOf('an hour of watching the list')} $`,
  `request.query.limit <= ${LIST_LIMIT};`,
  `Then one list returns 1,000 users at most, and costs ${dollarsOf(`one list with a limit of ${LIST_LIMIT.toLocaleString('en-US')}`)} $`,
])('docs/5 contains: %s', (claim) => {
  expect(prose).toContain(claim);
});
