import { type App, type EventCost, type EventCosts, TYPICAL } from './usage.ts';

/** Round numbers for tests: 144 users of ten minutes a day are one connection on average, and 4,320 sessions a month. */
export const SMALL_APP: App = { ...TYPICAL, users: 144, sessionsPerDay: 1, sessionMinutes: 10, contacts: 2, peak: 2 };

export const SESSIONS = 4320;

const ONCE: EventCost = {
  databaseWrites: 1,
  clientBytes: 1000,
  clientMessages: 5,
  functionBytes: 300,
  functionMessages: 2,
  functionCalls: 1,
  statusWrites: 1,
  statusReads: 2,
};

export const ROUND_COSTS: EventCosts = {
  signIn: ONCE,
  close: ONCE,
  renewal: {
    databaseWrites: 1,
    clientBytes: 50,
    clientMessages: 1,
    functionBytes: 0,
    functionMessages: 0,
    functionCalls: 0,
    statusWrites: 0,
    statusReads: 0,
  },
  emptyTick: { bytes: 100, messages: 1 },
};
