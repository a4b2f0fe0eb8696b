/** How an app is used. */
export interface App {
  /** Who come on a day. */
  readonly users: number;
  readonly sessionsPerDay: number;
  readonly sessionMinutes: number;
  /** Whom each user watches, and is watched by. */
  readonly contacts: number;
  readonly renewalSeconds: number;
  /** How many times as many people are there at the busiest hour as on average. */
  readonly peak: number;
}

export const TYPICAL: App = {
  users: 1_000_000,
  sessionsPerDay: 5,
  sessionMinutes: 10,
  contacts: 20,
  renewalSeconds: 30,
  peak: 2.5,
};

/** What one event costs, as it was counted; see bench/cost. */
export interface EventCost {
  readonly databaseWrites: number;
  readonly bytesDown: number;
  readonly functionCalls: number;
  readonly firestoreWrites: number;
  readonly firestoreReads: number;
}

export interface EventCosts {
  readonly signIn: EventCost;
  readonly close: EventCost;
  readonly renewal: EventCost;
}

/** What happens in a month of thirty days. */
export interface Usage {
  readonly averageConnections: number;
  readonly peakConnections: number;
  readonly peakWritesPerSecond: number;
  readonly instances: number;
  readonly connectionMinutes: number;
  /** Somebody comes or goes. */
  readonly changes: number;
  /** A change that somebody who is there is told of. */
  readonly notices: number;
  readonly databaseWrites: number;
  readonly gigabytesDown: number;
  readonly functionCalls: number;
  readonly firestoreWrites: number;
  readonly peakFirestoreWritesPerSecond: number;
  readonly firestoreReads: number;
}

const DAYS = 30;
const SECONDS_PER_DAY = 86_400;

/** Firebase's limits of one instance, as docs/7-operations.md has them. */
const CONNECTIONS_PER_INSTANCE = 200_000;
const WRITES_PER_SECOND_AND_INSTANCE = 1000;

/** What Firebase says that the encryption of a new connection costs: it is billed too. */
const HANDSHAKE_BYTES = 3500;

export function usageOf(app: App, costs: EventCosts): Usage {
  const sessions = app.users * app.sessionsPerDay * DAYS;
  const connectionMinutes = sessions * app.sessionMinutes;
  const averageConnections = connectionMinutes / (DAYS * 1440);
  const peakConnections = averageConnections * app.peak;
  const renewals = (connectionMinutes * 60) / app.renewalSeconds;
  const total = (of: (cost: EventCost) => number): number =>
    sessions * (of(costs.signIn) + of(costs.close)) + renewals * of(costs.renewal);
  const changes = 2 * sessions;
  // Whoever comes reads all contacts; and of each change those are told who are there.
  const notices = changes * app.contacts * (averageConnections / app.users);
  const databaseWrites = total((cost) => cost.databaseWrites);
  const firestoreWrites = total((cost) => cost.firestoreWrites);
  const perSecondAtThePeak = (inAMonth: number): number => (inAMonth / (DAYS * SECONDS_PER_DAY)) * app.peak;
  const peakWritesPerSecond = perSecondAtThePeak(databaseWrites);
  return {
    averageConnections,
    peakConnections,
    peakWritesPerSecond,
    instances: Math.ceil(
      Math.max(peakConnections / CONNECTIONS_PER_INSTANCE, peakWritesPerSecond / WRITES_PER_SECOND_AND_INSTANCE),
    ),
    connectionMinutes,
    changes,
    notices,
    databaseWrites,
    gigabytesDown: (total((cost) => cost.bytesDown) + sessions * HANDSHAKE_BYTES) / 1e9,
    functionCalls: total((cost) => cost.functionCalls),
    firestoreWrites,
    peakFirestoreWritesPerSecond: perSecondAtThePeak(firestoreWrites),
    firestoreReads: total((cost) => cost.firestoreReads) + notices + sessions * app.contacts,
  };
}
