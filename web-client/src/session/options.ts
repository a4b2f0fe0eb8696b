import { DEFAULT_FIRESTORE_DATABASE, RENEWAL_PERIOD_MS } from '@firebase-presence/contract';
import { invalidArgument, wholeNumber } from '../core/index.ts';
import { IDLE_AFTER_MS } from './activity.ts';

/** A device that dies unnoticed stays online for more than twice as long. */
const MAX_RENEWAL_MS = 3_600_000;

export interface PresenceOptions {
  /** The Firestore collection that the Cloud Function writes: its parameter `PRESENCE_COLLECTION`. Default: `status`. */
  collection?: string;
  /**
   * The id of the Firestore database that the Cloud Function writes: its parameter `PRESENCE_FIRESTORE_DATABASE`. For an app that calls
   * `getFirestore(app, 'app-db')` it is `app-db`. Default: `(default)`.
   */
  firestoreDatabase?: string;
  /**
   * The URL of the database instance that holds this user, for apps that spread their users over several. It has to give the
   * same answer on every device. Default: the app's own instance for everybody.
   */
  databaseUrl?: (uid: string) => string;
  /**
   * How often this device proves that it is alive, in milliseconds: one small write each time. Has to be less than half of the
   * function's parameter `PRESENCE_LEASE_SECONDS`, or living devices are taken for dead. At most an hour. Default: 30,000.
   */
  renewalMs?: number;
  /**
   * After how many milliseconds without input this device is idle; a hidden tab is after ten seconds. A user whose devices are
   * all idle is away. `Infinity`, or more than the 24 days that a timer can hold: never, unless the app calls `setActive`. Default: 300,000,
   * five minutes.
   */
  idleAfterMs?: number;
  /** The client only watches, and announces no user: for an administrator's dashboard. It cannot join rooms. Default: false. */
  watchOnly?: boolean;
}

export function areSame(one: PresenceOptions, other: PresenceOptions): boolean {
  const names = ['collection', 'firestoreDatabase', 'databaseUrl', 'renewalMs', 'idleAfterMs', 'watchOnly'] as const;
  return names.every((name) => one[name] === other[name]);
}

/** @throws `presence/invalid-argument` */
export function firestoreDatabaseOf({ firestoreDatabase = DEFAULT_FIRESTORE_DATABASE }: PresenceOptions): string {
  // Firestore takes everything that is not a text for its settings, and an empty one for no database at all.
  if (typeof firestoreDatabase === 'string' && firestoreDatabase !== '') return firestoreDatabase;
  throw invalidArgument(
    `The option firestoreDatabase is ${JSON.stringify(firestoreDatabase)}. Pass the id of a database.`,
  );
}

/** @throws `presence/invalid-argument` */
export function renewalOf({ renewalMs = RENEWAL_PERIOD_MS }: PresenceOptions): number {
  return wholeNumber('renewalMs', renewalMs, 1000, MAX_RENEWAL_MS);
}

/** @throws `presence/invalid-argument` */
export function patienceOf({ idleAfterMs = IDLE_AFTER_MS }: PresenceOptions): number {
  return idleAfterMs === Number.POSITIVE_INFINITY ? idleAfterMs : wholeNumber('idleAfterMs', idleAfterMs, 1000);
}
