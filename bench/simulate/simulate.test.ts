import { expect, test } from 'vitest';
import { ablyBill, billOf, instancesOf, supabaseBill } from './bill.ts';
import { type EventCosts, TYPICAL, usageOf } from './usage.ts';

const once = { databaseWrites: 1, bytesDown: 1000, functionCalls: 1, firestoreWrites: 1, firestoreReads: 2 };
const costs: EventCosts = {
  signIn: once,
  close: once,
  renewal: { databaseWrites: 1, bytesDown: 50, functionCalls: 0, firestoreWrites: 0, firestoreReads: 0 },
};

const small = { ...TYPICAL, users: 144, sessionsPerDay: 1, sessionMinutes: 10, contacts: 2, peak: 2 };

test('144 users with ten minutes a day are one connection on average', () => {
  const usage = usageOf(small, costs);
  expect(usage.averageConnections).toBeCloseTo(1);
  expect(usage.peakConnections).toBeCloseTo(2);
});

test('each session costs a sign-in and an end, and renewals while it lasts', () => {
  const sessions = 144 * 30;
  const usage = usageOf(small, costs);
  expect(usage.databaseWrites).toBe(sessions * (2 + 20));
  expect(usage.functionCalls).toBe(sessions * 2);
  expect(usage.peakFirestoreWritesPerSecond).toBeCloseTo((sessions * 2 * 2) / (30 * 86_400));
  expect(usage.gigabytesDown).toBeCloseTo((sessions * (2000 + 20 * 50 + 3500)) / 1e9);
});

test('a user who comes online reads all contacts, and online users read each change', () => {
  const sessions = 144 * 30;
  const usage = usageOf(small, costs);
  expect(usage.notices).toBeCloseTo((2 * sessions * 2) / 144);
  expect(usage.firestoreReads).toBeCloseTo(sessions * 4 + usage.notices + sessions * 2);
});

test('renewals fill an instance long before connections do', () => {
  const app = { ...TYPICAL, users: 14_400_000, sessionsPerDay: 1, sessionMinutes: 10, peak: 1 };
  expect(usageOf(app, costs).peakConnections).toBeCloseTo(100_000);
  expect(usageOf(app, costs).instances).toBe(4);
  expect(usageOf({ ...app, renewalSeconds: 3_000_000 }, costs).instances).toBe(1);
});

test('twice the users cost twice as much, except for the sweeper', () => {
  const bill = (users: number) => billOf({ ...TYPICAL, users }, usageOf({ ...TYPICAL, users }, costs));
  const [one, two] = [bill(50_000_000), bill(100_000_000)];
  expect(two.total - two.sweeper).toBeCloseTo(2 * (one.total - one.sweeper), 3);
  expect(two.sweeper).toBe(one.sweeper);
});

test('an instance of the function costs money while it runs, and holds many runs', () => {
  const usage = usageOf(TYPICAL, costs);
  expect(instancesOf({ ...usage, functionCalls: 0 })).toBe(0);
  // 80 × 30 days of runs of 1.7 seconds on average.
  const full = (160 * 30 * 86_400) / 1.7;
  expect(instancesOf({ ...usage, functionCalls: full })).toBeCloseTo(2);
});

test('hosted peers charge for connections and messages', () => {
  const usage = { ...usageOf(small, costs), changes: 1e6, notices: 0, connectionMinutes: 1e6, peakConnections: 1001 };
  expect(ablyBill(usage)).toBeCloseTo(399 + 2.5 + 1 + 1);
  expect(supabaseBill(usage)).toBeCloseTo(25 + 2.5 + 20);
});
