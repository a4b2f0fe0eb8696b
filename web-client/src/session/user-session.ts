import { type PresenceState, readSettings, type Settings, settingsPath } from '@firebase-presence/contract';
import { type Database, onValue, ref } from 'firebase/database';
import { Current, databaseError, PresenceError, serverClock } from '../core/index.ts';
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
export interface SessionStart {
  readonly renewalMs: number;
  /** Whether the device is idle at the start. */
  readonly idle: boolean;
  /** `paused`: the session announces only after {@link UserSession.resume}. `never`: the client only watches. */
  readonly announces: 'now' | 'paused' | 'never';
  readonly ownStateChanged: (own: OwnState) => void;
  /** False after `deleteApp`, which an app can call without `stopPresence`. */
  readonly isAppAlive: () => boolean;
}

/** One signed-in user on this client, from the sign-in to the sign-out or the switch to another user. */
export class UserSession {
  readonly uid: string;
  readonly database: Database;
  readonly budget: Budget;
  readonly state: Current<ConnectionState>;
  /** Null until the server has sent them. */
  readonly settings: Current<Settings | null> = new Current<Settings | null>(null);
  /** Null while no connection is announced. */
  readonly live: Current<LiveConnection | null> = new Current<LiveConnection | null>(null);
  readonly #start: SessionStart;
  readonly #settingsListener: NodeListener;
  readonly #connection: Connection | null;
  readonly #stops = new Set<() => void>();
  #isPaused: boolean;
  #saidOffline = false;
  /** In milliseconds. Null until the server has sent it. */
  #clockOffset: number | null = null;
  #unreachable: ReturnType<typeof setTimeout> | undefined;

  constructor(uid: string, database: Database, start: SessionStart) {
    this.uid = uid;
    this.database = database;
    this.#start = start;
    this.#isPaused = start.announces !== 'now';
    this.state = new Current<ConnectionState>(this.#isPaused ? 'paused' : 'connecting');
    this.budget = new Budget(database, uid, () => serverClock.now());
    if (!this.#isPaused) this.#expectAnswer();
    // Before the connection, so that the settings arrive before the acknowledgement of the announcement.
    this.#settingsListener = this.#listenToSettings();
    this.#stops.add(this.#settingsListener.stop).add(this.#listenToClock());
    // A failure is harmless: then the client guesses the first step of the budget.
    this.budget.learn().catch(() => undefined);
    this.#connection = start.announces === 'never' ? null : this.#connect();
  }

  get announces(): boolean {
    return this.#connection !== null;
  }

  /** Repeats refused operations. Call it when the user has a new ID token, which can carry new rights. */
  retry(): void {
    this.#connection?.retry();
    this.#settingsListener.retry();
  }

  turn(idle: boolean): void {
    this.#connection?.turn(idle);
  }

  /** Removes the connection until {@link resume}. */
  async pause(): Promise<void> {
    this.#isPaused = true;
    this.state.change('paused');
    try {
      await this.#depart();
    } catch (error) {
      throw databaseError(error, 'to remove this connection');
    }
  }

  /** Removes the connection before a sign-out. Never rejects: a failure must not prevent the sign-out. */
  async withdraw(): Promise<void> {
    if (!this.#isPaused) this.state.change('disconnected');
    await this.#depart().catch((error: unknown) => this.fail(error, 'to remove this connection'));
  }

  /** Announces again, after the app has ended a pause or a sign-out did not happen. */
  resume({ endsPause }: { endsPause: boolean }): void {
    if (endsPause) this.#isPaused = false;
    // A tab that opened during the sign-out of another tab never removed its connection.
    if (this.#isPaused || this.live.value !== null) return;
    this.state.change('connecting');
    this.#expectAnswer();
    this.#connection?.enter();
  }

  close(): void {
    this.#connection?.close();
    for (const stop of [...this.#stops]) stop();
    clearTimeout(this.#unreachable);
    this.live.change(null);
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
  fail(error: unknown, what: string): void {
    this.#report(databaseError(error, what));
  }

  #report(error: PresenceError): void {
    if (this.#start.isAppAlive()) this.state.report(error);
  }

  async #depart(): Promise<void> {
    clearTimeout(this.#unreachable);
    this.live.change(null);
    await this.#connection?.leave();
  }

  #connect(): Connection {
    const { renewalMs, idle } = this.#start;
    return openConnection(this.database, this.uid, { renewalMs, idle, wanted: !this.#isPaused }, this.#events());
  }

  #listenToSettings(): NodeListener {
    return listenToNode(ref(this.database, settingsPath(this.uid)), {
      changed: (node) => this.settings.change(readSettings(node.val())),
      failed: (cause) => {
        const error = databaseError(cause, `to read the settings of user '${this.uid}'`);
        this.settings.tellError(error);
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
    if (this.#clockOffset !== null) serverClock.hear(this.database, this.#clockOffset);
  }

  #expectAnswer(): void {
    clearTimeout(this.#unreachable);
    this.#unreachable = setTimeout(() => {
      if (this.#start.isAppAlive()) this.state.report(unreachable(this.database));
    }, UNREACHABLE_AFTER_MS);
  }

  #events(): ConnectionEvents {
    return {
      announced: ({ live, at, alone }) => {
        this.#setClock();
        clearTimeout(this.#unreachable);
        this.state.change('connected');
        // While another connection keeps the user online, watchers see no change. But this client's cache may say `offline`.
        if (at !== null && (alone || this.#saidOffline) && this.#isOpen()) this.#say('online', at);
        this.live.change(live);
      },
      retired: () => this.live.change(null),
      lost: () => {
        serverClock.forget(this.database);
        this.state.change('disconnected');
        // The first use of Firestore during `deleteApp` would keep `deleteApp` from ever ending.
        if (this.#start.isAppAlive()) this.#say('offline', serverClock.now());
      },
      failed: (error) => {
        clearTimeout(this.#unreachable);
        this.fail(error, `to announce user '${this.uid}'`);
      },
    };
  }

  /** True if this client may write the user's own state. If the user is invisible or hides last seen, only the function writes it. */
  #isOpen(): boolean {
    const settings = this.settings.value;
    return settings !== null && settings.availability !== 'invisible' && !settings.lastSeenHidden;
  }

  #say(state: PresenceState, at: number): void {
    this.#saidOffline = state === 'offline';
    this.#start.ownStateChanged({ uid: this.uid, state, at });
  }
}

/** @throws `presence/signed-out` */
export function signedOut(): PresenceError {
  return new PresenceError('presence/signed-out', 'No user is signed in. Call this after the sign-in.');
}
