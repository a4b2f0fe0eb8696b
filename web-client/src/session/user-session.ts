import { type PresenceState, readSettings, type Settings, settingsPath } from '@firebase-presence/contract';
import { type Database, onValue, ref } from 'firebase/database';
import { databaseError, ObservableValue, PresenceError, serverClock } from '../core/index.ts';
import { Budget } from './budget.ts';
import { openConnection } from './connection.ts';
import type { Connection, ConnectionEvents, LiveConnection } from './connection-events.ts';
import type { ConnectionState } from './connection-state.ts';
import { UNREACHABLE_AFTER_MS, unreachable } from './database.ts';
import { listenToNode, type NodeListener } from './node-listener.ts';

/** The state of this client's user, before the function has written it. */
export interface OwnState {
  readonly uid: string;
  readonly state: PresenceState;
  /** In milliseconds since the epoch, by the clock of the Realtime Database, so that the function finds nothing to correct. */
  readonly at: number;
}

/** What a session needs from the client. */
interface SessionStart {
  readonly renewalMs: number;
  /** Whether the device is idle at the start. */
  readonly idle: boolean;
  /** `paused`: the session announces only after {@link UserSession.resume}. `never`: the client only watches. */
  readonly announces: 'now' | 'paused' | 'never';
  readonly ownStateChanged: (own: OwnState) => void;
  /** Gets a new ID token, which arrives in {@link UserSession.token}. */
  readonly renewToken: () => void;
  /** False after `deleteApp`, which an app can call without `stopPresence`. */
  readonly isAppAlive: () => boolean;
}

/** One signed-in user on this client, from the sign-in to the sign-out or the switch to another user. */
export class UserSession {
  readonly uid: string;
  readonly database: Database;
  readonly budget: Budget;
  readonly state: ObservableValue<ConnectionState>;
  /** Null until the database has sent them. */
  readonly settings: ObservableValue<Settings | null> = new ObservableValue<Settings | null>(null);
  /** Null while no connection is announced. */
  readonly live: ObservableValue<LiveConnection | null> = new ObservableValue<LiveConnection | null>(null);
  /** The user's ID token. Null until it is known. A new one can carry new rights. */
  readonly token: ObservableValue<unknown> = new ObservableValue<unknown>(null);
  readonly #start: SessionStart;
  readonly #settingsListener: NodeListener;
  readonly #connection: Connection | null;
  readonly #stops = new Set<() => void>();
  #isPaused: boolean;
  #isOwnStateOffline = false;
  /** In milliseconds. Null until the database has sent it. */
  #clockOffset: number | null = null;
  #unreachableTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(uid: string, database: Database, start: SessionStart) {
    this.uid = uid;
    this.database = database;
    this.#start = start;
    this.#isPaused = start.announces !== 'now';
    this.state = new ObservableValue<ConnectionState>(this.#isPaused ? 'paused' : 'connecting');
    this.budget = new Budget(database, uid, () => serverClock.now());
    if (!this.#isPaused) this.#startUnreachableTimer();
    // Before the connection, so that the settings arrive before the acknowledgement of the announcement.
    this.#settingsListener = this.#listenToSettings();
    this.#stops.add(this.#settingsListener.stop).add(this.#listenToClock());
    // A failure does no harm: the client then guesses the first step of the budget.
    this.budget.load().catch(() => undefined);
    this.#connection = start.announces === 'never' ? null : this.#connect();
    this.token.listen({
      next: () => {
        this.#connection?.retry();
        this.#settingsListener.retry();
      },
    });
  }

  get announces(): boolean {
    return this.#connection !== null;
  }

  setIdle(idle: boolean): void {
    this.#connection?.setIdle(idle);
  }

  /** Removes the connection until {@link resume}. */
  async pause(): Promise<void> {
    this.#isPaused = true;
    const departed = this.#depart();
    // Last, because the app can resume in a listener to the state.
    if (this.#isPaused) this.state.set('paused');
    try {
      await departed;
    } catch (error) {
      throw databaseError(error, 'remove this connection');
    }
  }

  /** Removes the connection before a sign-out. Never rejects: a failure must not prevent the sign-out. */
  async disconnect(): Promise<void> {
    const departed = this.#depart().catch((error: unknown) => this.reportFailure(error, 'remove this connection'));
    if (!this.#isPaused) this.state.set('disconnected');
    await departed;
  }

  /** Announces again, because the app has ended a pause. */
  endPause(): void {
    this.#isPaused = false;
    this.resume();
  }

  /** Announces again, because a sign-out did not happen. A pause lasts. */
  resume(): void {
    // A tab that opened during the sign-out of another tab never removed its connection.
    if (this.#isPaused || this.live.value !== null) return;
    this.#startUnreachableTimer();
    this.#connection?.enter();
    // Last, because the app can pause in a listener to the state.
    if (!this.#isPaused) this.state.set('connecting');
  }

  close(): void {
    this.#connection?.close();
    for (const stop of [...this.#stops]) stop();
    clearTimeout(this.#unreachableTimer);
    this.live.set(null);
  }

  /**
   * Calls `end` when the session is closed.
   *
   * @returns removes `end`
   */
  onClose(end: () => void): () => void {
    this.#stops.add(end);
    return () => this.#stops.delete(end);
  }

  /** Reports an error that belongs to no call of the app. */
  reportFailure(error: unknown, action: string): void {
    this.#report(databaseError(error, action));
  }

  #report(error: PresenceError): void {
    if (this.#start.isAppAlive()) this.state.reportError(error);
  }

  async #depart(): Promise<void> {
    clearTimeout(this.#unreachableTimer);
    this.live.set(null);
    await this.#connection?.leave();
  }

  #connect(): Connection {
    const { renewalMs, idle } = this.#start;
    return openConnection(this.database, this.uid, { renewalMs, idle, announces: !this.#isPaused }, this.#events());
  }

  /**
   * If a user signs in while the socket opens, Firebase can open it with the token of the user before. The database then refuses everything
   * until Authentication has a new token. So an error is reported only if a new token does not help.
   */
  #listenToSettings(): NodeListener {
    return listenToNode(ref(this.database, settingsPath(this.uid)), {
      // Two tokens of the same second are equal.
      refused: () => setTimeout(this.#start.renewToken, 1000),
      changed: (node) => this.settings.set(readSettings(node.val())),
      failed: (cause) => {
        const error = databaseError(cause, `read the settings of user '${this.uid}'`);
        this.settings.notifyError(error);
        this.#report(error);
      },
    });
  }

  #listenToClock(): () => void {
    return onValue(ref(this.database, '.info/serverTimeOffset'), (node) => {
      const offset: unknown = node.val();
      this.#clockOffset = typeof offset === 'number' ? offset : null;
      this.#setClock();
    });
  }

  #setClock(): void {
    if (this.#clockOffset !== null) serverClock.setOffset(this.database, this.#clockOffset);
  }

  #startUnreachableTimer(): void {
    clearTimeout(this.#unreachableTimer);
    this.#unreachableTimer = setTimeout(() => {
      if (this.#start.isAppAlive()) this.state.reportError(unreachable(this.database));
    }, UNREACHABLE_AFTER_MS);
  }

  #events(): ConnectionEvents {
    return {
      announced: ({ live, at, alone }) => {
        this.#setClock();
        clearTimeout(this.#unreachableTimer);
        this.state.set('connected');
        // While another connection keeps the user online, watchers see no change. But the cache of this client may still say `offline`.
        const isNews = at !== null && (alone || this.#isOwnStateOffline) && this.#mayWriteOwnState();
        // A listener of the app can have paused presence meanwhile.
        if (isNews && this.state.value === 'connected') this.#setOwnState('online', at);
        if (this.state.value === 'connected') this.live.set(live);
      },
      retired: () => this.live.set(null),
      lost: () => {
        serverClock.forgetOffset(this.database);
        this.state.set('disconnected');
        // The first use of Firestore during `deleteApp` would keep `deleteApp` from ever ending.
        if (this.#start.isAppAlive()) this.#setOwnState('offline', serverClock.now());
      },
      failed: (error) => {
        clearTimeout(this.#unreachableTimer);
        // The settings are refused too: see #listenToSettings.
        if (this.#settingsListener.isRefused()) return false;
        this.reportFailure(error, `announce user '${this.uid}'`);
        return true;
      },
    };
  }

  /** True if this client may write the user's own state. If the user is invisible or hides last seen, only the function writes it. */
  #mayWriteOwnState(): boolean {
    const settings = this.settings.value;
    return settings !== null && settings.availability !== 'invisible' && !settings.lastSeenHidden;
  }

  #setOwnState(state: PresenceState, at: number): void {
    this.#isOwnStateOffline = state === 'offline';
    this.#start.ownStateChanged({ uid: this.uid, state, at });
  }
}

/** @throws `presence/signed-out` */
export function signedOut(): PresenceError {
  return new PresenceError('presence/signed-out', 'No user is signed in. Call this after the sign-in.');
}
