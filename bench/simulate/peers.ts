import { PEER_PRICES } from './prices.ts';
import { type App, SECONDS_PER_MONTH, type Usage } from './usage.ts';

/** Calculates what a peer charges in a month, in dollars. */
type PeerBill = (usage: Usage, app: App) => number;

export interface Peer {
  readonly name: string;
  /** What this way of counting is based on. */
  readonly note: string;
  readonly bill: PeerBill;
}

/**
 * In favour of each peer: it has a free or smaller plan where the app fits into it, its monthly users are no more than its daily users, and
 * its list price goes on where its list ends. `at least` counts only what no design of an app can avoid.
 */
export const PEERS: readonly Peer[] = [
  {
    name: 'Ably',
    note: 'each user has a channel. It is active while the user or a watcher is attached to it',
    bill: (usage, app) => ably(usage, watchedChannelMinutes(usage, app)),
  },
  {
    name: 'Ably, at least',
    note: 'the channel is active only while its user is online',
    bill: (usage) => ably(usage, usage.connectionMinutes),
  },
  {
    name: 'Supabase Realtime',
    note: 'each user has a channel. Each join of a channel sends `presence_state`, which its code counts as a presence message',
    bill: (usage, app) => supabase(usage, messages(usage) + usage.sessions * (app.contacts + 1)),
  },
  {
    name: 'Supabase Realtime, at least',
    note: 'only changes count, and the state of each contact who is online',
    bill: (usage) => supabase(usage, messages(usage)),
  },
  {
    name: 'Pusher Channels',
    note: 'as Supabase, at least. Beyond 30,000 connections, several of the largest plan',
    bill: pusher,
  },
  { name: 'PubNub', note: 'monthly users. Beyond 25,000, the price of a user between 10,000 and 25,000', bill: pubnub },
  { name: 'Liveblocks', note: 'monthly users. Its list ends at 25,000', bill: liveblocks },
  {
    name: 'Convex',
    note: 'its presence component: a call every 10 seconds, and one for each change that a client receives',
    bill: convex,
  },
];

/**
 * A change is one message, and one more for each watcher who is online. A user who comes online also gets a message for each online
 * contact.
 */
export function messages({ changes, notices }: Usage): number {
  return changes + 1.5 * notices;
}

function cost(price: keyof typeof PEER_PRICES, amount: number): number {
  const { dollars, units } = PEER_PRICES[price];
  return (amount / units) * dollars;
}

/** Whole packages, as they are sold. */
function packages(price: keyof typeof PEER_PRICES, amount: number): number {
  const { dollars, units } = PEER_PRICES[price];
  return Math.ceil(Math.max(0, amount) / units) * dollars;
}

/** Of the channels, those are active to which the user or at least one of the watchers is attached. */
function watchedChannelMinutes({ averageConnections }: Usage, { users, contacts }: App): number {
  const inactive = (1 - averageConnections / users) ** (contacts + 1);
  return ((users * SECONDS_PER_MONTH) / 60) * (1 - inactive);
}

function ably(usage: Usage, channelMinutes: number): number {
  if (usage.peakConnections <= 200 && messages(usage) <= 6e6) return 0;
  return (
    cost(usage.peakConnections <= 10_000 ? 'ablyStandard' : 'ablyPro', 1) +
    cost('ablyMessages', messages(usage)) +
    cost('ablyConnectionMinutes', usage.connectionMinutes) +
    cost('ablyChannelMinutes', channelMinutes)
  );
}

function supabase({ peakConnections }: Usage, counted: number): number {
  if (peakConnections <= 200 && counted <= 2e6) return 0;
  return (
    cost('supabasePlan', 1) +
    packages('supabaseMessages', counted - 5e6) +
    packages('supabaseConnections', peakConnections - 500)
  );
}

const PUSHER_PLANS: readonly [connections: number, messagesADay: number, price: keyof typeof PEER_PRICES][] = [
  [500, 1e6, 'pusherStartup'],
  [2000, 4e6, 'pusherPro'],
  [5000, 10e6, 'pusherBusiness'],
  [10_000, 20e6, 'pusherPremium'],
  [15_000, 40e6, 'pusherGrowth'],
  [20_000, 60e6, 'pusherPlus'],
  [30_000, 90e6, 'pusherLargest'],
];

function pusher(usage: Usage): number {
  const aDay = messages(usage) / 30;
  if (usage.peakConnections <= 100 && aDay <= 200_000) return 0;
  const plan = PUSHER_PLANS.find(([connections, limit]) => usage.peakConnections <= connections && aDay <= limit);
  return plan ? cost(plan[2], 1) : packages('pusherLargest', Math.max(usage.peakConnections / 30_000, aDay / 90e6));
}

function pubnub(_: Usage, { users }: App): number {
  if (users <= 200) return 0;
  const largest = cost('pubnubLargest', 1);
  const tiers: [number, number][] = [
    [1000, cost('pubnubFirst', 1)],
    [5000, cost('pubnubFiveThousand', 1)],
    [10_000, cost('pubnubTenThousand', 1)],
    [25_000, largest],
  ];
  const tier = tiers.find(([limit]) => users <= limit);
  return tier?.[1] ?? largest + ((users - 25_000) * (largest - cost('pubnubTenThousand', 1))) / 15_000;
}

function liveblocks(_: Usage, { users }: App): number {
  if (users <= 100) return 0;
  return cost('liveblocksPlan', 1) + cost('liveblocksUsers', Math.max(0, users - 1000));
}

function convex({ connectionMinutes, changes, notices }: Usage): number {
  // A session begins with a call of its own, and ends with one.
  const calls = connectionMinutes * 6 + changes + 1.5 * notices;
  if (calls <= 1e6) return 0;
  return cost('convexPlan', 1) + cost('convexCalls', Math.max(0, calls - 25e6));
}
