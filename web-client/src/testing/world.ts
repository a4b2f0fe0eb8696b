import type { ChosenAvailability } from '@firebase-presence/contract';
import type { FirebaseApp } from 'firebase/app';
import {
  assertAvailability,
  assertUserId,
  type CustomStatusInput,
  PresenceError,
  type PresenceErrorCode,
  storedCustomStatus,
  toUserStatus,
  type UserStatus,
} from '../core/index.ts';
import { memberJson } from '../rooms/index.ts';
import type { ConnectionState, Presence } from '../session/index.ts';
import { StoredRooms } from './stored-rooms.ts';
import { StoredUser } from './stored-user.ts';
import type { TestUser } from './test-user.ts';
import type { TestWorld } from './test-world.ts';
import { WorldListeners } from './world-listeners.ts';

/** The device on which the app under test runs. */
const THIS_DEVICE = 'this device';

/** Noon UTC, so that the day is the same in almost every time zone. */
const START_TIME = Date.UTC(2026, 0, 1, 12);

/** Not public: the inside of a {@link TestWorld}. */
export class World implements TestWorld {
  readonly rooms: StoredRooms = new StoredRooms(() => this.now);
  readonly listeners: WorldListeners = new WorldListeners();
  /** What the latest `getPresence` returned. Null after `stopPresence`, and before the first call. */
  presence: Presence | null = null;
  readonly #stopped = new WeakSet<Presence>();
  #isStopped = false;
  readonly #users = new Map<string, StoredUser>();
  #now = START_TIME;
  #me: string | null = null;
  #connection: ConnectionState = 'signed-out';
  #hasNetwork = true;

  get now(): number {
    return this.#now;
  }

  get me(): string | null {
    return this.#me;
  }

  get connection(): ConnectionState {
    return this.#connection;
  }

  get fromCache(): boolean {
    return !this.#hasNetwork;
  }

  /** The uids that have a status document. */
  get known(): string[] {
    return [...this.#users].filter(([, { document }]) => document !== null).map(([uid]) => uid);
  }

  advanceTime(milliseconds: number): void {
    this.#now += milliseconds;
    this.listeners.notifyAll();
  }

  user(uid: string): TestUser {
    assertUserId(uid);
    return new WorldUser(this, uid);
  }

  signIn(uid: string): void {
    assertUserId(uid);
    this.signOut();
    this.#me = uid;
    this.#connect();
  }

  signOut(): void {
    if (this.#me === null) return;
    this.rooms.leaveAll(this.#me);
    this.#setConnection('signed-out');
    this.#me = null;
    this.listeners.notifyAll();
  }

  loseConnection(): void {
    this.#hasNetwork = false;
    if (this.#connection === 'connected') this.#setConnection('disconnected');
    else this.listeners.notifyAll();
  }

  restoreConnection(): void {
    this.#hasNetwork = true;
    if (this.#connection === 'connecting' || this.#connection === 'disconnected') this.#setConnection('connected');
    else this.listeners.notifyAll();
  }

  failListeners(code: PresenceErrorCode = 'presence/permission-denied'): void {
    this.listeners.failAll(new PresenceError(code, 'The test called failListeners.'));
  }

  start(app: FirebaseApp): Presence {
    this.presence ??= { app };
    if (this.#isStopped) {
      this.#isStopped = false;
      this.#connect();
    }
    return this.presence;
  }

  /** The user stays signed in, as in the app's Authentication. */
  stop(): void {
    if (this.presence !== null) this.#stopped.add(this.presence);
    this.presence = null;
    this.#isStopped = true;
    if (this.#me !== null) this.rooms.leaveAll(this.#me);
    this.#setConnection('signed-out');
  }

  wasStopped(presence: Presence): boolean {
    return this.#stopped.has(presence);
  }

  pause(): void {
    if (this.#me !== null) this.#setConnection('paused');
  }

  resume(): void {
    if (this.#connection === 'paused') this.#connect();
  }

  change(uid: string, action: (user: StoredUser) => void): void {
    action(this.stored(uid));
    this.listeners.notifyAll();
  }

  stored(uid: string): StoredUser {
    const stored = this.#users.get(uid) ?? new StoredUser(() => this.now);
    this.#users.set(uid, stored);
    return stored;
  }

  /** Others see a user in a room while the user is online and not invisible. The user's own list of members shows the same. */
  readonly isSeen = (uid: string): boolean => this.stored(uid).document?.state === 'online';

  status(uid: string): UserStatus {
    return { ...toUserStatus(uid, this.stored(uid).document, this.now), fromCache: this.fromCache };
  }

  #connect(): void {
    if (this.#me === null || this.#isStopped) this.listeners.notifyAll();
    else this.#setConnection(this.#hasNetwork ? 'connected' : 'connecting');
  }

  #setConnection(connection: ConnectionState): void {
    this.#connection = connection;
    if (this.#me === null) return;
    const me = this.stored(this.#me);
    if (connection === 'connected') me.connect(THIS_DEVICE);
    else me.disconnect(THIS_DEVICE);
    this.listeners.notifyAll();
  }
}

class WorldUser implements TestUser {
  readonly uid: string;
  readonly #world: World;

  constructor(world: World, uid: string) {
    this.#world = world;
    this.uid = uid;
  }

  goOnline(device: string = 'phone'): void {
    this.#world.change(this.uid, (user) => user.connect(device));
  }

  goOffline(device: string = 'phone'): void {
    this.#world.change(this.uid, (user) => user.disconnect(device));
  }

  setIdle(idle: boolean): void {
    this.#world.change(this.uid, (user) => user.setIdle(idle));
  }

  setAvailability(availability: ChosenAvailability): void {
    assertAvailability(availability);
    const availabilityAt = this.#world.now;
    this.#world.change(this.uid, (user) => user.changeSettings({ availability, availabilityAt }));
  }

  setCustomStatus(customStatus: CustomStatusInput | null): void {
    const custom = customStatus && storedCustomStatus(customStatus, this.#world.now, this.#world.now);
    this.#world.change(this.uid, (user) => user.changeSettings({ custom }));
  }

  setLastSeenHidden(hidden: boolean): void {
    const lastSeenAt = this.#world.now;
    this.#world.change(this.uid, (user) => user.changeSettings({ lastSeenHidden: hidden, lastSeenAt }));
  }

  joinRoom(roomId: string, data?: unknown): void {
    this.#world.rooms.enter(roomId, this.uid, memberJson(data));
    this.#world.listeners.notifyAll();
  }

  leaveRoom(roomId: string): void {
    this.#world.rooms.leave(roomId, this.uid);
    this.#world.listeners.notifyAll();
  }

  notifyTyping(roomId: string): void {
    this.#world.rooms.notifyTyping(roomId, this.uid);
    this.#world.listeners.notifyAll();
  }

  stopTyping(roomId: string): void {
    this.#world.rooms.stopTyping(roomId, this.uid);
    this.#world.listeners.notifyAll();
  }
}
