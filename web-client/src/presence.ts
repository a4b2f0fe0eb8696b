import { DEFAULT_COLLECTION, invalidUserIdReason, RENEWAL_PERIOD_MS } from '@firebase-presence/contract';
import { type FirebaseApp, getApp, getApps, registerVersion } from 'firebase/app';
import { type Auth, getAuth, onAuthStateChanged, type User } from 'firebase/auth';
import { type Database, getDatabase } from 'firebase/database';
import { type CollectionReference, collection, doc, getFirestore } from 'firebase/firestore';
import { version } from '../package.json';
import { type Connection, openConnection } from './connection.ts';
import { ConnectionStates } from './connection-state.ts';
import { databaseError, PresenceError, wholeNumber } from './errors.ts';
import { writeLocalStatus } from './local-status.ts';
import { leaveBeforeSignOut } from './sign-out.ts';

/** How long the first connection of a user may take before the app is told that something is wrong. */
const UNREACHABLE_AFTER_MS = 30_000;

/** Presence of one Firebase app. Get it from {@link getPresence}, and pass it to the functions of this package. */
export interface Presence {
  readonly app: FirebaseApp;
}

export interface PresenceOptions {
  /** The Firestore collection that the Cloud Function writes: its parameter `PRESENCE_COLLECTION`. Default: `status`. */
  collection?: string;
  /**
   * The URL of the database instance that holds this user, for apps that spread their users over several. It has to give the
   * same answer on every device. Default: the app's own instance for everybody.
   */
  databaseUrl?: (uid: string) => string;
  /**
   * How often this device proves that it is alive, in milliseconds: one small write each time. Has to be less than half of the
   * function's parameter `PRESENCE_LEASE_SECONDS`, or living devices are taken for dead. Default: 30,000.
   */
  renewalMs?: number;
}

const instances = new WeakMap<FirebaseApp, PresenceInstance>();

/**
 * Makes this device present. From now on, whoever is signed in is online while this device is connected; signing in,
 * signing out and switching the user are followed. Needs Authentication, Realtime Database and Firestore in the app.
 *
 * Called again it returns the same instance.
 *
 * @param app default: the default app
 * @throws `presence/invalid-argument` if an option cannot be used
 * @throws `presence/no-database` if the app's config names no Realtime Database
 * @throws `presence/already-initialized` if called before with other options
 *
 * @example
 * const presence = getPresence(initializeApp(config));
 * onOnlineUsersChanged(presence, ({ users }) => console.log(`${users.length} online`));
 */
export function getPresence(app: FirebaseApp = getApp(), options?: PresenceOptions): Presence {
  const existing = instances.get(app);
  if (existing) {
    existing.assertSameOptions(options);
    return existing;
  }
  registerVersion('firebase-presence', version);
  const instance = new PresenceInstance(app, options ?? {});
  instances.set(app, instance);
  return instance;
}

/**
 * Takes this device out: the user is offline unless another device or tab is there, without waiting for the grace period.
 * Lasts until {@link enter}, or until another user signs in.
 *
 * @returns resolves when the server has acknowledged it, or cannot be reached and so will notice by itself; after five
 *   seconds at the latest
 * @throws (rejects) `presence/permission-denied` if the security rules refuse it
 */
export function leave(presence: Presence): Promise<void> {
  return instanceOf(presence).leave();
}

/** Makes this device present again after {@link leave}. Does nothing if it is. */
export function enter(presence: Presence): void {
  instanceOf(presence).enter();
}

/**
 * Ends presence on this device for good: leaves, and follows nobody any more. Listeners that watch others stay. To be
 * called before `deleteApp`; a later {@link getPresence} starts anew.
 */
export async function stopPresence(presence: Presence): Promise<void> {
  const instance = instanceOf(presence);
  instances.delete(instance.app);
  await instance.stop();
}

/** Not public: what stands behind the {@link Presence} that an app passes in. */
export function instanceOf(presence: Presence): PresenceInstance {
  if (!(presence instanceof PresenceInstance)) {
    throw new PresenceError(
      'presence/invalid-argument',
      `The first argument is ${String(presence)}, not a Presence. Pass what getPresence(app) returned.`,
    );
  }
  if (presence.stopped) {
    throw new PresenceError(
      'presence/stopped',
      'This Presence was ended by stopPresence. Call getPresence(app) again for a new one.',
    );
  }
  return presence;
}

class PresenceInstance implements Presence {
  readonly app: FirebaseApp;
  readonly auth: Auth;
  readonly statuses: CollectionReference;
  readonly connectionStates: ConnectionStates = new ConnectionStates();
  stopped: boolean = false;
  readonly #options: PresenceOptions;
  readonly #renewalMs: number;
  readonly #stopFollowing: (() => void)[];
  #uid: string | null = null;
  #connection: Connection | null = null;
  #left = false;
  #saidOffline = false;
  #unreachable: ReturnType<typeof setTimeout> | undefined;

  constructor(app: FirebaseApp, options: PresenceOptions) {
    this.app = app;
    this.#options = options;
    this.#renewalMs = wholeNumber('renewalMs', options.renewalMs ?? RENEWAL_PERIOD_MS, 1000);
    // Fails here rather than at the first sign-in, where nobody looks.
    if (!options.databaseUrl) databaseOf(app);
    this.auth = getAuth(app);
    this.statuses = collection(getFirestore(app), options.collection ?? DEFAULT_COLLECTION);
    this.#stopFollowing = [
      leaveBeforeSignOut(this.auth, { leave: () => this.#withdraw(), resume: () => this.#resume() }),
      onAuthStateChanged(this.auth, (user) => this.#follow(user)),
    ];
  }

  assertSameOptions(options: PresenceOptions | undefined): void {
    const same = (key: keyof PresenceOptions): boolean => options?.[key] === this.#options[key];
    if (!options || (same('collection') && same('databaseUrl') && same('renewalMs'))) return;
    throw new PresenceError(
      'presence/already-initialized',
      `getPresence was called before for the app '${this.app.name}' with other options. Pass the same options, or none.`,
    );
  }

  async leave(): Promise<void> {
    this.#left = true;
    if (this.#uid !== null) this.connectionStates.change('left');
    try {
      await this.#connection?.leave();
    } catch (error) {
      throw databaseError(error, 'the removal of this connection');
    }
  }

  enter(): void {
    this.#left = false;
    this.#resume();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const stop of this.#stopFollowing) stop();
    await this.#withdraw();
    this.#follow(null);
  }

  /** Like leave, but of the SDK's own accord: a failure must not stand in the way of a sign-out. */
  async #withdraw(): Promise<void> {
    if (this.#connection && !this.#left) this.connectionStates.change('disconnected');
    await this.#connection?.leave().catch((error: unknown) => this.#fail(error, 'the removal of this connection'));
  }

  #resume(): void {
    if (this.#left || !this.#connection) return;
    this.connectionStates.change('connecting');
    this.#connection.enter();
  }

  #follow(user: User | null): void {
    if (user?.uid === this.#uid) return;
    this.#connection?.close();
    clearTimeout(this.#unreachable);
    this.#connection = null;
    this.#left = false;
    this.#saidOffline = false;
    this.#uid = user?.uid ?? null;
    if (this.#uid !== null) this.#connect(this.#uid);
    else this.connectionStates.change('signed-out');
  }

  #connect(uid: string): void {
    this.connectionStates.change('connecting');
    const reason = invalidUserIdReason(uid);
    if (reason !== null) {
      const advice = 'Give your users ids that are Realtime Database keys and Firestore document ids.';
      const text = `The signed-in user's uid ${JSON.stringify(uid)} cannot have presence: ${reason}. ${advice}`;
      this.connectionStates.report(new PresenceError('presence/invalid-uid', text));
      return;
    }
    try {
      this.#open(uid);
    } catch (error) {
      this.#fail(error, 'the connection');
    }
  }

  #open(uid: string): void {
    const database = databaseOf(this.app, this.#options.databaseUrl?.(uid));
    this.#unreachable = setTimeout(() => this.connectionStates.report(unreachable(database)), UNREACHABLE_AFTER_MS);
    this.#connection = openConnection(database, uid, this.#renewalMs, {
      announced: ({ at, alone }) => {
        clearTimeout(this.#unreachable);
        this.connectionStates.change('connected');
        // Another device keeps the user online already, then there is nothing to say: unless this one said otherwise.
        if (at !== null && (alone || this.#saidOffline)) this.#say('online', uid, at);
      },
      lost: (at) => {
        this.connectionStates.change('disconnected');
        // A Firestore that is used for the first time while its app is deleted would keep that from ever ending.
        if (getApps().includes(this.app)) this.#say('offline', uid, at);
      },
      failed: (error) => {
        clearTimeout(this.#unreachable);
        this.#fail(error, `to announce user '${uid}'`);
      },
    });
  }

  #say(state: 'online' | 'offline', uid: string, at: number): void {
    this.#saidOffline = state === 'offline';
    writeLocalStatus(doc(this.statuses, uid), state, at).catch((error: unknown) => {
      this.#fail(error, `to write the status of user '${uid}'`);
    });
  }

  #fail(error: unknown, what: string): void {
    this.connectionStates.report(databaseError(error, what));
  }
}

function databaseOf(app: FirebaseApp, url?: string): Database {
  try {
    return getDatabase(app, url);
  } catch (error) {
    throw new PresenceError(
      'presence/no-database',
      `The config of the app '${app.name}' names no Realtime Database. Create one in the Firebase console, and copy the config again: it then has a databaseURL.`,
      error,
    );
  }
}

function unreachable(database: Database): PresenceError {
  return new PresenceError(
    'presence/database-unreachable',
    `No connection to the Realtime Database for ${UNREACHABLE_AFTER_MS / 1000} seconds. Check that ${database.app.options.databaseURL ?? 'the default instance'} exists and that the network lets WebSockets through. The attempts go on.`,
  );
}
