import {
  DEFAULT_COLLECTION,
  invalidUserIdReason,
  type PresenceState,
  readSettings,
  type Settings,
  settingsPath,
} from '@firebase-presence/contract';
import { type FirebaseApp, getApps } from 'firebase/app';
import { type Auth, getAuth, onIdTokenChanged, type User } from 'firebase/auth';
import { type Database, onValue, ref } from 'firebase/database';
import { Current, databaseError, invalidArgument, PresenceError, serverClock } from '../core/index.ts';
import { type Activity, watchActivity } from './activity.ts';
import { Budget } from './budget.ts';
import { openConnection } from './connection.ts';
import type { Connection, ConnectionEvents, LiveConnection } from './connection-events.ts';
import { assertEmulated, databaseOf, UNREACHABLE_AFTER_MS, unreachable } from './database.ts';
import { onceOpened } from './opened.ts';
import { areSame, type PresenceOptions, patienceOf, renewalOf } from './options.ts';
import { listenToOwnNode } from './own-node.ts';
import { leaveBeforeSignOut } from './sign-out.ts';
import type { ConnectionState } from './watch-connection.ts';

/** Presence of one Firebase app. Get it from `getPresence`, and pass it to the functions of this package. */
export interface Presence {
  readonly app: FirebaseApp;
}

/** @param at milliseconds since the epoch by the Realtime Database's clock, so that the function finds nothing to correct */
export type LocalMirror = (uid: string, state: PresenceState, at: number) => Promise<void>;

/** Not public: what stands behind a {@link Presence}. */
export class PresenceInstance implements Presence {
  readonly app: FirebaseApp;
  readonly auth: Auth;
  /** Of the statuses in Firestore. */
  readonly collection: string;
  readonly connectionState: Current<ConnectionState> = new Current<ConnectionState>('signed-out');
  /** Null while nobody is signed in, or the server has not told yet. */
  readonly settings: Current<Settings | null> = new Current<Settings | null>(null);
  readonly live: Current<LiveConnection | null> = new Current<LiveConnection | null>(null);
  /** Writes the own status into the local Firestore cache; null in a page without Firestore. */
  mirror: LocalMirror | null = null;
  stopped: boolean = false;
  readonly #options: PresenceOptions;
  readonly #renewalMs: number;
  readonly #stopFollowing: (() => void)[];
  readonly #activity: Activity;
  /** Undefined until Authentication has said who is signed in, or that nobody is. */
  #uid: string | null | undefined;
  #connection: Connection | null = null;
  #stopListening: () => void = () => undefined;
  /** Tries again to listen to the settings, if the server refused that. */
  #retrySettings: () => void = () => undefined;
  #budget: Budget | null = null;
  #idle = false;
  /** Null before the server has told. */
  #clockOffset: number | null = null;
  #left = false;
  #saidOffline = false;
  #unreachable: ReturnType<typeof setTimeout> | undefined;

  constructor(app: FirebaseApp, options: PresenceOptions) {
    this.app = app;
    this.#options = options;
    this.#renewalMs = renewalOf(options);
    const idleAfterMs = patienceOf(options);
    // Fails here rather than at the first sign-in, where nobody looks.
    if (!options.databaseUrl) databaseOf(app);
    this.auth = getAuth(app);
    this.collection = options.collection ?? DEFAULT_COLLECTION;
    this.#activity = watchActivity(idleAfterMs, (idle) => {
      this.#idle = idle;
      this.#connection?.turn(idle);
    });
    this.#stopFollowing = [
      leaveBeforeSignOut(this.auth, { leave: () => this.#withdraw(), resume: () => this.#resume() }),
      onceOpened(() => onIdTokenChanged(this.auth, (user) => this.#follow(user))),
      () => this.#activity.stop(),
    ];
  }

  /** The database that holds the user, or those whom the app asks about without being signed in. */
  database(uid: string | null | undefined = this.#uid): Database {
    return databaseOf(this.app, uid ? this.#options.databaseUrl?.(uid) : undefined);
  }

  /** The server's time in milliseconds, as far as this device knows it. */
  now(): number {
    return serverClock.now();
  }

  /**
   * Whoever Authentication says is signed in: it knows a moment before its listeners, and this is one of them, are told.
   *
   * @throws `presence/signed-out`
   */
  signedIn(): string {
    const uid = this.auth.currentUser?.uid;
    if (uid !== undefined) return uid;
    throw new PresenceError('presence/signed-out', 'No user is signed in. Call this after the sign-in.');
  }

  budget(uid: string): Budget {
    if (this.#budget?.uid !== uid) this.#budget = new Budget(this.database(uid), uid, () => this.now());
    return this.#budget;
  }

  assertSameOptions(options: PresenceOptions | undefined): void {
    if (!options || areSame(options, this.#options)) return;
    throw new PresenceError(
      'presence/already-initialized',
      `getPresence was called before for the app '${this.app.name}' with other options. Pass the same options, or none.`,
    );
  }

  setActive(active: boolean | null): void {
    if (active !== null && typeof active !== 'boolean') {
      throw invalidArgument(`The second argument of setActive is ${String(active)}. Pass true, false or null.`);
    }
    this.#activity.say(active);
  }

  async leave(): Promise<void> {
    // Authentication knows a moment before its listeners are told.
    if (this.#uid !== undefined) this.#follow(this.auth.currentUser);
    this.#left = true;
    if (this.#uid) this.connectionState.change('left');
    try {
      await this.#depart();
    } catch (error) {
      throw databaseError(error, 'to remove this connection');
    }
  }

  enter(): void {
    if (!this.#left) return;
    this.#left = false;
    this.#resume();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const stop of this.#stopFollowing) stop();
    await this.#withdraw();
    this.#follow(null);
  }

  /** Tells the app of what it did not ask for. */
  fail(error: unknown, what: string): void {
    if (this.#isAppAlive()) this.connectionState.report(databaseError(error, what));
  }

  /** Like leave, but of the SDK's own accord: a failure must not stand in the way of a sign-out. */
  async #withdraw(): Promise<void> {
    if (this.#connection && !this.#left) this.connectionState.change('disconnected');
    await this.#depart().catch((error: unknown) => this.fail(error, 'to remove this connection'));
  }

  async #depart(): Promise<void> {
    clearTimeout(this.#unreachable);
    this.live.change(null);
    await this.#connection?.leave();
  }

  #resume(): void {
    // A tab that came into being in the midst of a sign-out elsewhere was never withdrawn.
    if (this.#left || !this.#connection || this.live.value) return;
    this.connectionState.change('connecting');
    this.#expectAnswer(this.database());
    this.#connection.enter();
  }

  #follow(user: User | null): void {
    const uid = user?.uid ?? null;
    if (uid === this.#uid) {
      // A new token can carry new rights.
      this.#connection?.retry();
      this.#retrySettings();
      return;
    }
    this.#connection?.close();
    this.#stopListening();
    clearTimeout(this.#unreachable);
    this.live.change(null);
    this.settings.change(null);
    this.#connection = null;
    // Whoever leaves before Authentication has restored the sign-in means the user whom it is about to restore.
    this.#left &&= this.#uid === undefined;
    this.#saidOffline = false;
    this.#uid = uid;
    if (uid !== null) this.#connect(uid);
    else this.connectionState.change('signed-out');
  }

  #connect(uid: string): void {
    this.connectionState.change(this.#left ? 'left' : 'connecting');
    const reason = invalidUserIdReason(uid);
    if (reason !== null) {
      const advice = 'Give your users ids that are Realtime Database keys and Firestore document ids.';
      const text = `The signed-in user's uid ${JSON.stringify(uid)} cannot have presence: ${reason}. ${advice}`;
      this.connectionState.report(new PresenceError('presence/invalid-uid', text));
      return;
    }
    try {
      this.#open(uid, this.database(uid));
    } catch (error) {
      this.fail(error, `to connect user '${uid}'`);
    }
  }

  #open(uid: string, database: Database): void {
    assertEmulated(this.auth, database);
    if (!this.#left) this.#expectAnswer(database);
    // Before the connection, so that the server's answer is here when the announcement is acknowledged.
    const settings = listenToOwnNode(ref(database, settingsPath(uid)), {
      changed: (node) => this.settings.change(readSettings(node.val())),
      failed: (error) => this.fail(error, `to read the settings of user '${uid}'`),
    });
    const stops = [
      onValue(ref(database, '.info/serverTimeOffset'), (offset) => {
        const told: unknown = offset.val();
        this.#clockOffset = typeof told === 'number' ? told : null;
        if (this.#clockOffset !== null) serverClock.hear(database, this.#clockOffset);
      }),
      settings.stop,
    ];
    this.#retrySettings = settings.retry;
    this.#stopListening = () => {
      for (const stop of stops) stop();
    };
    // What cannot be learnt is tried.
    this.budget(uid)
      .learn()
      .catch(() => undefined);
    const start = { renewalMs: this.#renewalMs, idle: this.#idle, wanted: !this.#left };
    this.#connection = openConnection(database, uid, start, this.#events(uid, database));
  }

  #expectAnswer(database: Database): void {
    clearTimeout(this.#unreachable);
    this.#unreachable = setTimeout(() => {
      if (this.#isAppAlive()) this.connectionState.report(unreachable(database));
    }, UNREACHABLE_AFTER_MS);
  }

  #events(uid: string, database: Database): ConnectionEvents {
    return {
      announced: ({ live, at, alone }) => {
        if (this.#clockOffset !== null) serverClock.hear(database, this.#clockOffset);
        clearTimeout(this.#unreachable);
        this.connectionState.change('connected');
        // Another device keeps the user online already, then there is nothing to say: unless this one said otherwise.
        if (at !== null && (alone || this.#saidOffline) && this.#isOpen()) this.#say('online', uid, at);
        this.live.change(live);
      },
      retired: () => this.live.change(null),
      lost: () => {
        serverClock.forget(database);
        this.connectionState.change('disconnected');
        // A Firestore that is used for the first time while its app is deleted would keep that from ever ending.
        if (this.#isAppAlive()) this.#say('offline', uid, this.now());
      },
      failed: (error) => {
        clearTimeout(this.#unreachable);
        this.fail(error, `to announce user '${uid}'`);
      },
    };
  }

  /** An app can be deleted without a word to presence. */
  #isAppAlive(): boolean {
    return getApps().includes(this.app);
  }

  /** Whoever is invisible or hides when they were last seen leaves every word about that to the function. */
  #isOpen(): boolean {
    const settings = this.settings.value;
    return settings !== null && settings.availability !== 'invisible' && !settings.lastSeenHidden;
  }

  #say(state: PresenceState, uid: string, at: number): void {
    this.#saidOffline = state === 'offline';
    this.mirror?.(uid, state, at).catch((error: unknown) => {
      this.fail(error, `to write the status of user '${uid}'`);
    });
  }
}
