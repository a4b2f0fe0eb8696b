/** How an app is used. */
export interface App {
  /** How many users come on a day. */
  readonly users: number;
  readonly sessionsPerDay: number;
  readonly sessionMinutes: number;
  /** How many users each user watches. As many watch the user. */
  readonly contacts: number;
  readonly renewalSeconds: number;
  /** The users at the busiest hour, divided by the average. */
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

/** The counted cost of one event, from bench/cost. */
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

/** The events of a month of thirty days. */
export interface Usage {
  readonly averageConnections: number;
  readonly peakConnections: number;
  readonly peakWritesPerSecond: number;
  readonly instances: number;
  readonly connectionMinutes: number;
  /** How often a user comes or goes. */
  readonly changes: number;
  /** How many changes an online user receives. */
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

/** The limits of Firebase for one instance, as in docs/7-operations.md. */
const CONNECTIONS_PER_INSTANCE = 200_000;
const WRITES_PER_SECOND_AND_INSTANCE = 1000;

/** Bytes for the encryption of a new connection, by Firebase's documentation. They are billed too. */
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
  // A user who comes reads all contacts. Of each change, the online users receive a notice.
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
