/*
 * List prices in US dollars, before free quotas and discounts. All prices are here. They were looked up on 2026-11-28 in stored copies of
 * the named pages, which may be older. `seen` is true if that copy showed the number. Otherwise it is the number that is commonly quoted,
 * and it has to be checked before use.
 */
export interface Price {
  readonly dollars: number;
  readonly per: string;
  /** How many single ones the price is for: a million for a price per million. */
  readonly units: number;
  readonly page: string;
  readonly seen: boolean;
}

export const LOOKED_UP = '2026-11-28';

const GIB = 2 ** 30;

const FIRESTORE = 'https://cloud.google.com/firestore/pricing';
const CLOUD_RUN = 'https://cloud.google.com/run/pricing';

/** What presence uses. */
export const PRICES = {
  databaseDown: {
    dollars: 1,
    per: 'GB downloaded',
    units: 1e9,
    page: 'https://firebase.google.com/pricing',
    seen: false,
  },
  databaseStored: {
    dollars: 5,
    per: 'GB and month stored',
    units: 1e9,
    page: 'https://firebase.google.com/docs/database/usage/billing',
    seen: true,
  },
  firestoreReads: { dollars: 0.06, per: '100,000 documents read, nam5', units: 1e5, page: FIRESTORE, seen: false },
  firestoreWrites: { dollars: 0.18, per: '100,000 documents written, nam5', units: 1e5, page: FIRESTORE, seen: false },
  firestoreDeletes: { dollars: 0.02, per: '100,000 documents deleted, nam5', units: 1e5, page: FIRESTORE, seen: false },
  firestoreStored: { dollars: 0.18, per: 'GiB and month stored, nam5', units: GIB, page: FIRESTORE, seen: false },
  firestoreOut: { dollars: 0.12, per: 'GiB sent to clients', units: GIB, page: FIRESTORE, seen: false },
  functionCalls: { dollars: 0.4, per: 'million requests', units: 1e6, page: CLOUD_RUN, seen: false },
  functionProcessor: {
    dollars: 0.000024,
    per: 'vCPU-second while a request runs',
    units: 1,
    page: CLOUD_RUN,
    seen: true,
  },
  functionMemory: {
    dollars: 0.0000025,
    per: 'GiB-second while a request runs',
    units: 1,
    page: CLOUD_RUN,
    seen: false,
  },
  taskOperations: {
    dollars: 0.4,
    per: 'million operations of Cloud Tasks',
    units: 1e6,
    page: 'https://cloud.google.com/tasks/docs/pricing',
    seen: true,
  },
  scheduledJobs: {
    dollars: 0.1,
    per: 'scheduled function and month',
    units: 1,
    page: 'https://cloud.google.com/scheduler/pricing',
    seen: true,
  },
  logs: {
    dollars: 0.5,
    per: 'GiB of logs',
    units: GIB,
    page: 'https://cloud.google.com/stackdriver/pricing',
    seen: true,
  },
} as const satisfies Record<string, Price>;

export type Resource = keyof typeof PRICES;

/**
 * What a project on the Blaze plan uses in a month without paying, in single ones. The quotas of Firestore are for a day: this is thirty of
 * them, for an app that is used alike on each day. Seen on 2026-11-28 in stored copies of the pages of the prices, except for those of the
 * Realtime Database: https://firebase.google.com/pricing.
 */
export const FREE: Readonly<Record<Resource, number>> = {
  databaseDown: 10e9,
  databaseStored: 1e9,
  firestoreReads: 30 * 50_000,
  firestoreWrites: 30 * 20_000,
  firestoreDeletes: 30 * 20_000,
  firestoreStored: GIB,
  firestoreOut: 10 * GIB,
  functionCalls: 2e6,
  functionProcessor: 180_000,
  functionMemory: 360_000,
  taskOperations: 1e6,
  scheduledJobs: 3,
  logs: 50 * GIB,
};

const SUPABASE = 'https://github.com/supabase/supabase/blob/master/packages/shared-data/pricing.ts';
const CONVEX = 'https://docs.convex.dev/production/state/limits';
const ABLY = 'https://ably.com/pricing';
const ABLY_PLANS = 'https://ably.com/docs/platform/pricing/resource-based';
const PUSHER = 'https://pusher.com/channels/pricing';
const PUBNUB = 'https://www.pubnub.com/pricing/';

/** What the peers charge. */
export const PEER_PRICES = {
  ablyStandard: { dollars: 29, per: 'month, Standard, resource-based', units: 1, page: ABLY_PLANS, seen: true },
  ablyPro: { dollars: 399, per: 'month, Pro, resource-based', units: 1, page: ABLY_PLANS, seen: true },
  ablyMessages: { dollars: 2.5, per: 'million messages', units: 1e6, page: ABLY, seen: false },
  ablyConnectionMinutes: { dollars: 1, per: 'million connection minutes', units: 1e6, page: ABLY, seen: false },
  ablyChannelMinutes: { dollars: 1, per: 'million channel minutes', units: 1e6, page: ABLY, seen: false },
  convexPlan: { dollars: 25, per: 'developer and month, Professional', units: 1, page: CONVEX, seen: false },
  convexCalls: { dollars: 2, per: 'million function calls after 25 million', units: 1e6, page: CONVEX, seen: true },
  liveblocksPlan: {
    dollars: 20,
    per: 'month, Pro, with 1,000 monthly users',
    units: 1,
    page: 'https://liveblocks.io/docs/platform/plans',
    seen: true,
  },
  liveblocksUsers: {
    dollars: 0.02,
    per: 'further monthly user',
    units: 1,
    page: 'https://liveblocks.io/docs/platform/plans',
    seen: true,
  },
  pubnubFirst: { dollars: 98, per: 'month, up to 1,000 monthly users', units: 1, page: PUBNUB, seen: false },
  pubnubFiveThousand: { dollars: 370, per: 'month, 5,000 monthly users', units: 1, page: PUBNUB, seen: false },
  pubnubTenThousand: { dollars: 550, per: 'month, 10,000 monthly users', units: 1, page: PUBNUB, seen: false },
  pubnubLargest: { dollars: 1130, per: 'month, 25,000 monthly users', units: 1, page: PUBNUB, seen: false },
  pusherStartup: {
    dollars: 49,
    per: 'month, 500 connections, 1 million messages a day',
    units: 1,
    page: PUSHER,
    seen: false,
  },
  pusherPro: { dollars: 99, per: 'month, 2,000 connections, 4 million a day', units: 1, page: PUSHER, seen: false },
  pusherBusiness: {
    dollars: 299,
    per: 'month, 5,000 connections, 10 million a day',
    units: 1,
    page: PUSHER,
    seen: false,
  },
  pusherPremium: {
    dollars: 499,
    per: 'month, 10,000 connections, 20 million a day',
    units: 1,
    page: PUSHER,
    seen: false,
  },
  pusherGrowth: {
    dollars: 699,
    per: 'month, 15,000 connections, 40 million a day',
    units: 1,
    page: PUSHER,
    seen: false,
  },
  pusherPlus: { dollars: 899, per: 'month, 20,000 connections, 60 million a day', units: 1, page: PUSHER, seen: false },
  pusherLargest: {
    dollars: 1199,
    per: 'month, 30,000 connections, 90 million a day',
    units: 1,
    page: PUSHER,
    seen: false,
  },
  supabasePlan: { dollars: 25, per: 'month, Pro', units: 1, page: SUPABASE, seen: true },
  supabaseMessages: { dollars: 2.5, per: 'million messages after 5 million', units: 1e6, page: SUPABASE, seen: true },
  supabaseConnections: {
    dollars: 10,
    per: '1,000 peak connections after 500',
    units: 1000,
    page: SUPABASE,
    seen: true,
  },
} as const satisfies Record<string, Price>;
