import { expect, test } from 'vitest';
import { ROUND_COSTS, SESSIONS, SMALL_APP } from './example.ts';
import { lookSeconds, TYPICAL, ticksOf, usageOf } from './usage.ts';

const usage = usageOf(SMALL_APP, ROUND_COSTS);

test('144 users with ten minutes a day are one connection on average', () => {
  expect(usage.averageConnections).toBeCloseTo(1);
  expect(usage.peakConnections).toBeCloseTo(2);
  expect(usage.sessions).toBe(SESSIONS);
});

test('each session costs a sign-in and an end, and renewals while it lasts', () => {
  expect(usage.databaseWrites).toBe(SESSIONS * (2 + 20));
  expect(usage.statusWrites).toBe(SESSIONS * 2);
  expect(usage.peakStatusWritesPerSecond).toBeCloseTo((SESSIONS * 2 * 2) / (30 * 86_400));
});

test('the online contacts receive each change', () => {
  expect(usage.changes).toBe(2 * SESSIONS);
  expect(usage.notices).toBeCloseTo((2 * SESSIONS * 2) / 144);
});

test('a list has at most 1,000 entries, which come and go once in a session', () => {
  const few = usageOf({ ...SMALL_APP, listsPerSession: 1 }, ROUND_COSTS);
  expect(few.listEntries).toBeCloseTo(SESSIONS);
  expect(few.listNotices).toBeCloseTo(2 * SESSIONS);
  const many = usageOf({ ...SMALL_APP, users: 144 * 5000, listsPerSession: 0.5 }, ROUND_COSTS);
  expect(many.listEntries).toBeCloseTo((SESSIONS * 5000 * 1000) / 2);
});

test('a tick a minute follows the schedule; losses of one second share one, one looks at the oldest lease, one counts', () => {
  const settling = 1 - Math.exp(-1 / 600);
  const connected = 1 - Math.exp(-1);
  const looking = connected / lookSeconds(1 / connected, 30);
  const counting = (1 - Math.exp(-20 / 600)) / 10;
  const seconds = 30 * 86_400;
  const none = (1 - settling) * (1 - looking) * (59 / 60);
  expect(ticksOf(usage, 'database')).toEqual({
    count: expect.closeTo(seconds * (1 - none)),
    settling: expect.closeTo(seconds * settling),
  });
  expect(ticksOf(usage, 'firestore').count).toBeCloseTo(seconds * (1 - none * (1 - counting)));
  const large = usageOf({ ...TYPICAL, users: 10_000_000 }, ROUND_COSTS);
  expect(ticksOf(large, 'firestore').count / large.instances).toBeCloseTo(seconds, -3);
});

test('ticks look every 30 seconds at one lease, and every four seconds at many', () => {
  expect(lookSeconds(1, 30)).toBe(30);
  // The other one of two is renewed at any time of the period: after 27 seconds at the latest.
  expect(lookSeconds(2, 30)).toBeCloseTo(18.3);
  expect(lookSeconds(10_000, 30)).toBeCloseTo(4);
});

test('renewals fill an instance long before connections do', () => {
  const app = { ...TYPICAL, users: 14_400_000, sessionsPerDay: 1, sessionMinutes: 10, peak: 1 };
  expect(usageOf(app, ROUND_COSTS).peakConnections).toBeCloseTo(100_000);
  expect(usageOf(app, ROUND_COSTS).instances).toBe(4);
  expect(usageOf({ ...app, renewalSeconds: 3_000_000 }, ROUND_COSTS).instances).toBe(1);
});
