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

/** What happens in a month of thirty days. It does not depend on the target. */
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
  readonly seconds: SharesOfSeconds;
}

/** In which share of its seconds a database instance has a reason for a tick. */
interface SharesOfSeconds {
  /** A loss is due. */
  readonly settling: number;
  /** The oldest lease can be late. */
  readonly looking: number;
  /** The online users are counted after a change. */
  readonly counting: number;
}

/** The ticks of a month that Cloud Tasks delivers. */
export interface Ticks {
  readonly count: number;
  /** Those of them that settle users. */
  readonly settling: number;
}

/** Each run of the schedule asks for a tick half a minute later (functions/src/tick.ts). */
const BETWEEN_RUNS_OF_THE_SCHEDULE = 1 / 60;

/** All reasons of one second share a tick. The functions count the online users only in Firestore. */
export function ticksOf({ instances, seconds }: Usage, target: Target): Ticks {
  const { settling, looking, counting } = seconds;
  const ofUsers = (1 - settling) * (1 - looking) * (target === 'database' ? 1 : 1 - counting);
  const none = ofUsers * (1 - BETWEEN_RUNS_OF_THE_SCHEDULE);
  const all = SECONDS_PER_MONTH * instances;
  return { count: all * (1 - none), settling: all * settling };
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
 * How many seconds a tick waits on average until the oldest lease can be late (functions/src/tick.ts). The lease that the tick expected to be
 * late was renewed `SLACK_SECONDS` ago, so it is the oldest again after a period. The next tick is for the first renewal of any of
 * `connections` leases since that time, `SLACK_SECONDS` later. A tick runs at a whole second, and a moment late: one that is due at a whole
 * second runs in the next. So this is the mean of a time that is rounded up: the sum of the chances that it is longer than each whole number.
 */
export function lookSeconds(connections: number, renewalSeconds: number): number {
  const latest = renewalSeconds - SLACK_SECONDS;
  // The lease that the tick was for ends the wait, if no other one does before.
  let sum = SLACK_SECONDS;
  for (let waited = 0; waited < latest; waited++) sum += (1 - waited / renewalSeconds) ** Math.max(0, connections - 1);
  return sum;
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
    seconds: sharesOf(app, { sessions, instances, averageConnections }),
  };
}

/** Each session ends with a loss. All losses that are due in one second of an instance share a tick. */
function sharesOf(
  { renewalSeconds }: App,
  { sessions, instances, averageConnections }: Pick<Usage, 'sessions' | 'instances' | 'averageConnections'>,
): SharesOfSeconds {
  const seconds = SECONDS_PER_MONTH * instances;
  const connected = 1 - Math.exp(-averageConnections / instances);
  return {
    settling: 1 - Math.exp(-sessions / seconds),
    // While somebody is connected, the connections are more than on average.
    looking: connected / lookSeconds(averageConnections / instances / connected, renewalSeconds),
    counting: (1 - Math.exp((-2 * sessions * COUNT_SECONDS) / seconds)) / COUNT_SECONDS,
  };
}
