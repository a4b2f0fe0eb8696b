import { DEFAULT_COLLECTION, DEFAULT_FIRESTORE_DATABASE, RENEWAL_PERIOD_MS } from '@firebase-presence/contract';
import { invalidArgument, wholeNumber } from '../core/index.ts';
import { IDLE_AFTER_MS } from './activity.ts';

/** A user whose device dies stays online for more than the renewal period. */
const MAX_RENEWAL_MS = 3_600_000;

/** The options of `getPresence`. */
export interface PresenceOptions {
  /** The Firestore collection of the status documents, as in the function's parameter `PRESENCE_COLLECTION`. Default: `status`. */
  collection?: string;
  /**
   * The id of the Firestore database of the status documents, as in the function's parameter `PRESENCE_FIRESTORE_DATABASE`. An app that
   * calls `getFirestore(app, 'app-db')` passes `app-db`. Default: `(default)`.
   */
  firestoreDatabase?: string;
  /**
   * Returns the URL of the Realtime Database instance that holds this user, for apps with several instances. It has to return the same
   * URL on every device. Default: the app's own instance for all users.
   */
  databaseUrl?: (uid: string) => string;
  /**
   * How often this client renews its lease, in milliseconds, from 1,000 to 3,600,000 (an hour). Each renewal is one small write. The value
   * should be some seconds less than the function's parameter `PRESENCE_LEASE_SECONDS`. Otherwise a tick asks this client in each period.
   * Default: 30,000.
   */
  renewalMs?: number;
  /**
   * After how many milliseconds without input this client is idle, 1,000 or more. A hidden tab is idle after ten seconds. A user is away
   * when all connections are idle. With `Infinity`, or more than the 24 days that a timer can hold, only `setActive` makes the client idle.
   * Default: 300,000 (five minutes).
   */
  idleAfterMs?: number;
  /** True: the client watches and announces no user, for an administrator's dashboard. It cannot join rooms. Default: false. */
  watchOnly?: boolean;
}

export function areSameOptions(one: PresenceOptions, other: PresenceOptions): boolean {
  const names = ['collection', 'firestoreDatabase', 'databaseUrl', 'renewalMs', 'idleAfterMs', 'watchOnly'] as const;
  return names.every((name) => one[name] === other[name]);
}

/** @throws `presence/invalid-argument` */
export function collectionOf({ collection = DEFAULT_COLLECTION }: PresenceOptions): string {
  // The path of a collection has an odd number of segments; that of a document has an even number.
  const segments = typeof collection === 'string' ? collection.split('/') : [];
  if (segments.length % 2 === 1 && !segments.includes('')) return collection;
  throw invalidArgument(
    `The option collection is ${JSON.stringify(collection)}. Pass the name of a Firestore collection, for example ${DEFAULT_COLLECTION}.`,
  );
}

/** @throws `presence/invalid-argument` */
export function firestoreDatabaseOf({ firestoreDatabase = DEFAULT_FIRESTORE_DATABASE }: PresenceOptions): string {
  // Firestore reads a value that is not a string as its settings, and an empty string as no database.
  if (typeof firestoreDatabase === 'string' && firestoreDatabase !== '') return firestoreDatabase;
  throw invalidArgument(
    `The option firestoreDatabase is ${JSON.stringify(firestoreDatabase)}. Pass the id of a Firestore database.`,
  );
}

/** @throws `presence/invalid-argument` */
export function renewalOf({ renewalMs = RENEWAL_PERIOD_MS }: PresenceOptions): number {
  return wholeNumber('renewalMs', renewalMs, 1000, MAX_RENEWAL_MS);
}

/** @throws `presence/invalid-argument` */
export function idleAfterOf({ idleAfterMs = IDLE_AFTER_MS }: PresenceOptions): number {
  return idleAfterMs === Number.POSITIVE_INFINITY ? idleAfterMs : wholeNumber('idleAfterMs', idleAfterMs, 1000);
}
