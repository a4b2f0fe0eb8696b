import { expect, test } from 'vitest';
import { ROUND_COSTS, SMALL_APP } from './example.ts';
import { messages, PEERS } from './peers.ts';
import { type App, type Usage, usageOf } from './usage.ts';

const usage: Usage = {
  ...usageOf(SMALL_APP, ROUND_COSTS),
  sessions: 1e6,
  changes: 8e6,
  notices: 2e6,
  connectionMinutes: 5e6,
  peakConnections: 1001,
  averageConnections: 72,
};

function bill(name: string, changed: Partial<Usage> = {}, app: Partial<App> = {}): number {
  const peer = PEERS.find((one) => one.name === name);
  if (!peer) throw new Error(`No peer ${name}`);
  return peer.bill({ ...usage, ...changed }, { ...SMALL_APP, ...app });
}

test('a change is a message for the user and for each watcher, and a user who comes receives the online contacts', () => {
  expect(messages(usage)).toBe(11e6);
});

test('Ably charges for messages, connection minutes and channel minutes', () => {
  expect(bill('Ably, at least')).toBeCloseTo(29 + 11 * 2.5 + 5 + 5);
  expect(bill('Ably, at least', { peakConnections: 10_001 })).toBeCloseTo(399 + 11 * 2.5 + 5 + 5);
  // Half of the users are online, and two watch each: an eighth of the channels has nobody.
  expect(bill('Ably')).toBeCloseTo(29 + 11 * 2.5 + 5 + (144 * 43_200 * 0.875) / 1e6);
  expect(bill('Ably, at least', { peakConnections: 200, changes: 3e6 })).toBe(0);
});

test('Supabase charges for whole packages of messages and of peak connections beyond those of the plan', () => {
  expect(bill('Supabase Realtime, at least')).toBe(25 + 6 * 2.5 + 10);
  expect(bill('Supabase Realtime, at least', { peakConnections: 1501 })).toBe(25 + 6 * 2.5 + 20);
  // Each of a million sessions joins the channels of two contacts and its own.
  expect(bill('Supabase Realtime')).toBe(25 + 9 * 2.5 + 10);
  expect(bill('Supabase Realtime, at least', { peakConnections: 200, changes: 0, notices: 0 })).toBe(0);
});

test('Pusher has a plan for connections and messages a day, and several of the largest', () => {
  expect(bill('Pusher Channels')).toBe(99);
  expect(bill('Pusher Channels', { changes: 30 * 5e6 })).toBe(299);
  expect(bill('Pusher Channels', { peakConnections: 30_001 })).toBe(2 * 1199);
  expect(bill('Pusher Channels', { peakConnections: 100, changes: 0 })).toBe(0);
});

test('PubNub and Liveblocks charge for monthly users', () => {
  const prices = [200, 1000, 5000, 10_000, 25_000, 40_000].map((users) => bill('PubNub', {}, { users }));
  expect(prices).toEqual([0, 98, 370, 550, 1130, 1710]);
  expect([100, 1000, 1100].map((users) => bill('Liveblocks', {}, { users }))).toEqual([0, 20, 22]);
});

test('Convex charges for a heartbeat in ten seconds and for each update of a subscription', () => {
  expect(bill('Convex')).toBeCloseTo(25 + (30 + 8 + 3 - 25) * 2);
  expect(bill('Convex', { connectionMinutes: 0, changes: 1e6, notices: 0 })).toBe(0);
});
