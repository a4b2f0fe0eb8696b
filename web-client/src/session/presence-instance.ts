import { invalidUserIdReason } from '@firebase-presence/contract';
import { type FirebaseApp, getApps } from 'firebase/app';
import type { Auth } from 'firebase/auth';
import type { Database } from 'firebase/database';
import {
  databaseError,
  invalidArgument,
  ObservableValue,
  PresenceError,
  serverClock,
  watchOnly,
} from '../core/index.ts';
import { type Activity, watchActivity } from './activity.ts';
import type { ConnectionState } from './connection-state.ts';
import { assertEmulated, databaseOf } from './database.ts';
import { followUser } from './follow-user.ts';
import { onceOpened } from './opened.ts';
import {
  areSameOptions,
  collectionOf,
  firestoreDatabaseOf,
  idleAfterOf,
  type PresenceOptions,
  renewalOf,
} from './options.ts';
import { leaveBeforeSignOut } from './sign-out.ts';
import { type OwnState, signedOut, UserSession } from './user-session.ts';

/** Presence of one Firebase app. Get it from `getPresence`, and pass it to the functions of this package. */
export interface Presence {
  readonly app: FirebaseApp;
}

/** Not public: the inside of {@link Presence}. It follows Authentication and makes a session for each user who signs in. */
export class PresenceInstance implements Presence {
  readonly app: FirebaseApp;
  readonly auth: Auth;
  /** The name of the Firestore collection that holds the statuses. */
  readonly collection: string;
  /** The id of the Firestore database that holds the statuses. */
  readonly firestoreDatabase: string;
  readonly connectionState: ObservableValue<ConnectionState> = new ObservableValue<ConnectionState>('signed-out');
  /** Null while no user is signed in, and for a user who cannot have presence. */
  readonly session: ObservableValue<UserSession | null> = new ObservableValue<UserSession | null>(null);
  /** Null until a connection was announced or lost. */
  readonly ownState: ObservableValue<OwnState | null> = new ObservableValue<OwnState | null>(null);
  stopped: boolean = false;
  readonly #options: PresenceOptions;
  readonly #renewalMs: number;
  readonly #activity: Activity;
  readonly #stopFollowing: (() => void)[];
  /** Undefined until Authentication has restored the sign-in, or has none to restore. */
  #uid: string | null | undefined;
  /** Why the signed-in user has no session. */
  #problem: PresenceError | null = null;
  /** Called after each change of the signed-in user. */
  readonly #waitingForSession = new Set<() => void>();
  #isIdle = false;
  #isPaused = false;

  constructor(app: FirebaseApp, authOf: (app: FirebaseApp) => Auth, options: PresenceOptions) {
    this.app = app;
    this.#options = options;
    this.#renewalMs = renewalOf(options);
    const idleAfterMs = idleAfterOf(options);
    // Throws here and not at the first sign-in, where a developer could miss the error.
    if (!options.databaseUrl) databaseOf(app);
    this.auth = authOf(app);
    this.collection = collectionOf(options);
    this.firestoreDatabase = firestoreDatabaseOf(options);
    this.#activity = watchActivity(idleAfterMs, (isIdle) => {
      this.#isIdle = isIdle;
      this.session.value?.setIdle(isIdle);
    });
    this.#stopFollowing = [
      leaveBeforeSignOut(this.auth, {
        leave: async () => this.session.value?.disconnect(),
        resume: () => this.session.value?.resume(),
      }),
      onceOpened(() =>
        followUser(
          this.auth,
          (uid) => this.#handleUser(uid),
          (token) => this.session.value?.token.set(token),
        ),
      ),
      () => this.#activity.stop(),
    ];
  }

  /** The database that holds this user. */
  database(uid: string): Database {
    return databaseOf(this.app, this.#options.databaseUrl?.(uid));
  }

  /** This client's estimate of the database's time, in milliseconds. */
  now(): number {
    return serverClock.now();
  }

  /**
   * Calls `action` with the session of the signed-in user, without waiting if there is one. It may have to wait: `auth.currentUser` changes
   * before its listeners run, and a page that is only prerendered has no session.
   *
   * @throws (rejects) `presence/signed-out`, also if the user signs out before the action fails, or the reason why this user has no session
   */
  async withSession<T>(action: (session: UserSession) => Promise<T>): Promise<T> {
    const uid = this.auth.currentUser?.uid;
    if (uid === undefined) throw signedOut();
    const current = this.session.value;
    const session = current?.uid === uid ? current : await this.#sessionOf(uid);
    try {
      return await action(session);
    } catch (error) {
      // The rules refuse what the database receives after the sign-out.
      throw session === this.session.value ? error : signedOut();
    }
  }

  /** The session of the signed-in user, if there is one. */
  currentSession(): UserSession | null {
    const session = this.session.value;
    return session !== null && session.uid === this.auth.currentUser?.uid ? session : null;
  }

  assertSameOptions(options: PresenceOptions | undefined): void {
    if (!options || areSameOptions(options, this.#options)) return;
    throw new PresenceError(
      'presence/already-initialized',
      `getPresence was called before for the app '${this.app.name}' with other options. Pass the same options or none.`,
    );
  }

  setActive(active: boolean | null): void {
    if (active !== null && typeof active !== 'boolean') {
      throw invalidArgument(`The second argument of setActive is ${String(active)}. Pass true, false or null.`);
    }
    this.#activity.setActive(active);
  }

  async pause(): Promise<void> {
    // `auth.currentUser` changes before its listeners run.
    if (this.#uid !== undefined) this.#handleUser(this.auth.currentUser?.uid ?? null);
    this.#isPaused = true;
    await this.session.value?.pause();
  }

  resume(): void {
    if (this.#options.watchOnly) {
      throw watchOnly('announce the user');
    }
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.session.value?.endPause();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const stop of this.#stopFollowing) stop();
    await this.session.value?.disconnect();
    this.#handleUser(null);
    // A call can wait although no user was followed: `auth.currentUser` changes before its listeners run.
    this.#checkWaiting();
  }

  /** Reports an error that belongs to no call of the app. */
  reportFailure(error: unknown, action: string): void {
    this.#report(databaseError(error, action));
  }

  #report(error: PresenceError): void {
    if (this.#isAppAlive()) this.connectionState.reportError(error);
  }

  #handleUser(uid: string | null): void {
    if (uid === this.#uid) return;
    this.session.value?.close();
    // A pause before Authentication has restored the sign-in applies to the restored user.
    this.#isPaused &&= this.#uid === undefined;
    this.#uid = uid;
    this.#problem = null;
    const session = uid === null ? null : this.#startSession(uid);
    this.session.set(session);
    // `pause`, which the app can call in a listener, follows a later user without waiting.
    if (uid !== this.#uid) return;
    // After the session is set, because the app can pause or resume it in a listener to the state.
    if (session !== null) this.#showState(session);
    else this.connectionState.set(uid === null ? 'signed-out' : 'connecting');
    if (this.#problem !== null) this.#report(this.#problem);
    this.#checkWaiting();
  }

  #showState(session: UserSession): void {
    session.onClose(
      session.state.listen({
        next: (state) => this.connectionState.set(state),
        error: (error) => this.connectionState.reportError(error),
      }),
    );
  }

  #checkWaiting(): void {
    for (const check of [...this.#waitingForSession]) check();
  }

  /** @returns null if this user cannot have presence */
  #startSession(uid: string): UserSession | null {
    try {
      return this.#createSession(uid);
    } catch (error) {
      this.#problem = databaseError(error, `connect user '${uid}'`);
      return null;
    }
  }

  #createSession(uid: string): UserSession {
    const reason = invalidUserIdReason(uid);
    if (reason !== null) {
      const advice =
        'Give your users uids that are valid keys of the Realtime Database and valid ids of Firestore documents.';
      const text = `Cannot announce the user with the uid ${JSON.stringify(uid)}: ${reason}. ${advice}`;
      throw new PresenceError('presence/invalid-uid', text);
    }
    const database = this.database(uid);
    assertEmulated(this.auth, database);
    return new UserSession(uid, database, {
      renewalMs: this.#renewalMs,
      idle: this.#isIdle,
      announces: this.#options.watchOnly ? 'never' : this.#isPaused ? 'paused' : 'now',
      ownStateChanged: (own) => this.ownState.set(own),
      // Without a network there is none.
      renewToken: () => void this.auth.currentUser?.getIdToken(true).catch(() => undefined),
      isAppAlive: () => this.#isAppAlive(),
    });
  }

  #sessionOf(uid: string): Promise<UserSession> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        const isFollowed = this.#uid === uid && !this.stopped;
        const isSignedIn = this.auth.currentUser?.uid === uid && !this.stopped;
        if (isFollowed && this.session.value !== null) resolve(this.session.value);
        else if (isFollowed && this.#problem !== null) reject(this.#problem);
        else if (!isSignedIn) reject(signedOut());
        else return;
        this.#waitingForSession.delete(check);
      };
      this.#waitingForSession.add(check);
      check();
    });
  }

  #isAppAlive(): boolean {
    return getApps().includes(this.app);
  }
}
