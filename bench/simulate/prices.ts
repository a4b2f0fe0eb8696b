/*
 * List prices in US dollars, before free quotas and discounts. All prices are here. They were looked up on 2026-11-25 in stored copies of
 * the named pages, which may be older. `seen` is true if that copy showed the number. Otherwise it is the number that is commonly quoted,
 * and it has to be checked before use.
 */
export interface Price {
  readonly dollars: number;
  readonly per: string;
  readonly page: string;
  readonly seen: boolean;
}

export const PRICES = {
  databaseGigabyteDown: {
    dollars: 1,
    per: 'GB downloaded',
    page: 'https://firebase.google.com/pricing',
    seen: false,
  },
  databaseGigabyteStored: {
    dollars: 5,
    per: 'GB and month stored',
    page: 'https://firebase.google.com/docs/database/usage/billing',
    seen: true,
  },
  firestoreReads: {
    dollars: 0.06,
    per: '100,000 documents read, nam5',
    page: 'https://cloud.google.com/firestore/pricing',
    seen: false,
  },
  firestoreWrites: {
    dollars: 0.18,
    per: '100,000 documents written, nam5',
    page: 'https://cloud.google.com/firestore/pricing',
    seen: false,
  },
  functionCalls: { dollars: 0.4, per: 'million requests', page: 'https://cloud.google.com/run/pricing', seen: false },
  functionProcessor: {
    dollars: 0.000024,
    per: 'vCPU-second while a request runs',
    page: 'https://cloud.google.com/run/pricing',
    seen: true,
  },
  functionMemory: {
    dollars: 0.0000025,
    per: 'GiB-second while a request runs',
    page: 'https://cloud.google.com/run/pricing',
    seen: false,
  },
  ablyBase: {
    dollars: 399,
    per: 'month, Pro, resource-based',
    page: 'https://ably.com/docs/platform/pricing/resource-based',
    seen: true,
  },
  ablyMessages: { dollars: 2.5, per: 'million messages', page: 'https://ably.com/pricing', seen: false },
  ablyConnectionMinutes: {
    dollars: 1,
    per: 'million connection minutes',
    page: 'https://ably.com/pricing',
    seen: false,
  },
  ablyChannelMinutes: { dollars: 1, per: 'million channel minutes', page: 'https://ably.com/pricing', seen: false },
  supabaseBase: { dollars: 25, per: 'month, Pro', page: 'https://supabase.com/pricing', seen: false },
  supabaseMessages: {
    dollars: 2.5,
    per: 'million messages',
    page: 'https://supabase.com/docs/guides/platform/manage-your-usage/realtime-messages',
    seen: false,
  },
  supabasePeakConnections: {
    dollars: 10,
    per: '1,000 peak connections',
    page: 'https://supabase.com/docs/guides/platform/manage-your-usage/realtime-peak-connections',
    seen: false,
  },
} as const satisfies Record<string, Price>;
