/** Where the functions write the statuses, and where the watchers listen. With `both` they listen to the Realtime Database. */
export const TARGETS = ['firestore', 'database', 'both'] as const;
export type Target = (typeof TARGETS)[number];

/** How an app is used. */
export interface App {
  /** How many users come on a day. */
  readonly users: number;
  readonly sessionsPerDay: number;
  readonly sessionMinutes: number;
  /** How many users each user watches. As many watch the user. */
  readonly contacts: number;
  /** How often a session shows the list of who is online, and keeps it open. */
  readonly listsPerSession: number;
  readonly renewalSeconds: number;
  /** The users at the busiest hour, divided by the average. */
  readonly peak: number;
}

export const TYPICAL: App = {
  users: 1_000_000,
  sessionsPerDay: 5,
  sessionMinutes: 10,
  contacts: 20,
  listsPerSession: 0,
  renewalSeconds: 30,
  peak: 2.5,
};

/** The counted cost of one event, from bench/cost. */
export interface EventCost {
  readonly databaseWrites: number;
  /** Bytes of messages from the Realtime Database to the client, and how many messages. */
  readonly clientBytes: number;
  readonly clientMessages: number;
  /** The same, to the functions. */
  readonly functionBytes: number;
  readonly functionMessages: number;
  readonly functionCalls: number;
  readonly statusWrites: number;
  /** How often the functions read the status document. */
  readonly statusReads: number;
}

export interface EventCosts {
  readonly signIn: EventCost;
  readonly close: EventCost;
  readonly renewal: EventCost;
  /** What a tick downloads that finds nothing due. */
  readonly emptyTick: { readonly bytes: number; readonly messages: number };
}

/** The events of a month of thirty days. They do not depend on the target. */
export interface Usage {
  readonly sessions: number;
  readonly renewals: number;
  readonly averageConnections: number;
  readonly peakConnections: number;
  readonly peakWritesPerSecond: number;
  readonly instances: number;
  readonly connectionMinutes: number;
  /** How often a user comes or goes. */
  readonly changes: number;
  /** How many changes of contacts the online users receive. */
  readonly notices: number;
  /** How many entries the lists of who is online read, and how many changes of these entries they receive. */
  readonly listEntries: number;
  readonly listNotices: number;
  readonly databaseWrites: number;
  readonly statusWrites: number;
  readonly peakStatusWritesPerSecond: number;
  /** Ticks that Cloud Tasks delivers. */
  readonly ticks: number;
  /** Those of them for which a tick or a change asks, and no loss. */
  readonly looks: number;
}

const DAYS = 30;
export const SECONDS_PER_MONTH = DAYS * 86_400;

/** The limits of Firebase for one instance, as in docs/7-operations.md. */
const CONNECTIONS_PER_INSTANCE = 200_000;
const WRITES_PER_SECOND_AND_INSTANCE = 1000;

/** How many entries a list of who is online has at most. In the Realtime Database the rules enforce it; for Firestore docs/5 proposes it. */
export const LIST_LIMIT = 1000;

/** A lease is late so many seconds after the renewal that it expects (contract/lease.ts). */
const SLACK_SECONDS = 3;

/**
 * How many seconds a tick waits until the oldest lease can be late (functions/src/tick.ts). Of `connections` leases whose renewals are
 * spread over a period, the oldest expects its renewal after one part of the period.
 */
function lookSeconds(connections: number, renewalSeconds: number): number {
  return SLACK_SECONDS + renewalSeconds / (connections + 1);
}

/** Each change asks for a tick that counts the online users. All changes within so many seconds share it (functions/src/online-count.ts). */
const COUNT_SECONDS = 10;

export function usageOf(app: App, costs: EventCosts): Usage {
  const sessions = app.users * app.sessionsPerDay * DAYS;
  const connectionMinutes = sessions * app.sessionMinutes;
  const averageConnections = connectionMinutes / (DAYS * 1440);
  const peakConnections = averageConnections * app.peak;
  const renewals = (connectionMinutes * 60) / app.renewalSeconds;
  const total = (of: (cost: EventCost) => number): number =>
    sessions * (of(costs.signIn) + of(costs.close)) + renewals * of(costs.renewal);
  const changes = 2 * sessions;
  const listEntries = sessions * app.listsPerSession * Math.min(LIST_LIMIT, averageConnections);
  const databaseWrites = total((cost) => cost.databaseWrites);
  const statusWrites = total((cost) => cost.statusWrites);
  const perSecondAtThePeak = (inAMonth: number): number => (inAMonth / SECONDS_PER_MONTH) * app.peak;
  const peakWritesPerSecond = perSecondAtThePeak(databaseWrites);
  const instances = Math.ceil(
    Math.max(peakConnections / CONNECTIONS_PER_INSTANCE, peakWritesPerSecond / WRITES_PER_SECOND_AND_INSTANCE),
  );
  return {
    sessions,
    renewals,
    averageConnections,
    peakConnections,
    peakWritesPerSecond,
    instances,
    connectionMinutes,
    changes,
    // Of each change, those contacts receive a notice who are online.
    notices: changes * app.contacts * (averageConnections / app.users),
    listEntries,
    // While a list is open for a whole session, each of its users goes once and another one comes.
    listNotices: 2 * listEntries,
    databaseWrites,
    statusWrites,
    peakStatusWritesPerSecond: perSecondAtThePeak(statusWrites),
    ...ticksOf(app, { sessions, instances, averageConnections }),
  };
}

/** Each session ends with a loss. All losses that are due in one second of an instance share a tick. */
function ticksOf(
  { renewalSeconds }: App,
  { sessions, instances, averageConnections }: Pick<Usage, 'sessions' | 'instances' | 'averageConnections'>,
): Pick<Usage, 'ticks' | 'looks'> {
  const seconds = SECONDS_PER_MONTH * instances;
  const settling = 1 - Math.exp(-sessions / seconds);
  const connected = 1 - Math.exp(-averageConnections / instances);
  const looking = connected / lookSeconds(averageConnections / instances, renewalSeconds);
  const counting = (1 - Math.exp((-2 * sessions * COUNT_SECONDS) / seconds)) / COUNT_SECONDS;
  const looks = seconds * (1 - settling) * (looking + counting);
  return { looks, ticks: seconds * settling + looks };
}
