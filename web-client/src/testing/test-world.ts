import { assertUserId, describe, PresenceError, type PresenceErrorCode, type UserStatus } from '../core/index.ts';
import type { ConnectionState, Presence } from '../session/index.ts';
import { Someone } from './someone.ts';
import { TestPerson } from './test-person.ts';
import { TestRooms } from './test-rooms.ts';
import { Watches } from './watches.ts';

/** The device on which the app under test runs. */
const THIS_DEVICE = 'this device';

/** Noon, so that no time zone makes another day of it. */
const BEGINNING = Date.UTC(2026, 0, 1, 12);

/** People, rooms and a clock in memory, for an app that tests its screens. Get it from {@link testWorld}. */
export class TestWorld {
  /** Not public. */
  readonly rooms: TestRooms = new TestRooms(() => this.now);
  /** Not public. */
  readonly watches: Watches = new Watches();
  /** Not public: what `getPresence` has given to the app. */
  presence: Presence | null = null;
  readonly #people = new Map<string, Someone>();
  #now = BEGINNING;
  #me: string | null = null;
  #connection: ConnectionState = 'signed-out';
  #hasNetwork = true;

  /** The time, in milliseconds since the epoch. Only {@link passes} moves it. */
  get now(): number {
    return this.#now;
  }

  /** The uid of whoever is signed in on this device; null if nobody is. */
  get me(): string | null {
    return this.#me;
  }

  /** Not public. */
  get connection(): ConnectionState {
    return this.#connection;
  }

  /** Time goes by: typing ends, custom statuses expire, "just now" becomes "a minute ago". */
  passes(milliseconds: number): void {
    this.#now += milliseconds;
    this.tell();
  }

  /** @throws `presence/invalid-uid` if no user can have this id */
  person(uid: string): TestPerson {
    assertUserId(uid);
    return new TestPerson(this, uid);
  }

  /** Signs in on this device, and connects if it has a network. */
  signsIn(uid: string): void {
    assertUserId(uid);
    this.signsOut();
    this.#me = uid;
    this.#connect();
  }

  /** As after `signOut`: listeners that watch others end with `presence/permission-denied`. */
  signsOut(): void {
    if (this.#me === null) return;
    this.rooms.leaveAll(this.#me);
    this.#become('signed-out');
    this.#me = null;
    this.watches.end(new PresenceError('presence/permission-denied', 'Nobody is signed in any more.'), 'guarded');
    this.tell();
  }

  /** This device has no network: what it shows comes from its cache. */
  losesConnection(): void {
    this.#hasNetwork = false;
    if (this.#connection === 'connected') this.#become('disconnected');
    else this.tell();
  }

  regainsConnection(): void {
    this.#hasNetwork = true;
    if (this.#connection === 'connecting' || this.#connection === 'disconnected') this.#become('connected');
    else this.tell();
  }

  /** Every listener ends with an error, as when the rules are not deployed. */
  breaks(code: PresenceErrorCode = 'presence/permission-denied'): void {
    this.watches.end(new PresenceError(code, 'The test wants to see what the app does then.'), 'all');
  }

  /** Not public. */
  leaves(): void {
    if (this.#me !== null) this.#become('left');
  }

  /** Not public. */
  enters(): void {
    if (this.#connection === 'left') this.#connect();
  }

  /** Not public. */
  change(uid: string, action: (someone: Someone) => void): void {
    action(this.someone(uid));
    this.tell();
  }

  /** Not public. */
  someone(uid: string): Someone {
    const someone = this.#people.get(uid) ?? new Someone(() => this.now);
    this.#people.set(uid, someone);
    return someone;
  }

  /** Not public: those of whom there is a document. */
  get known(): string[] {
    return [...this.#people].filter(([, { document }]) => document !== null).map(([uid]) => uid);
  }

  /** Not public. */
  get fromCache(): boolean {
    return !this.#hasNetwork;
  }

  /** Not public: others see whoever is online and not invisible; the person sees themselves in their rooms as others do. */
  readonly isSeen = (uid: string): boolean => this.someone(uid).document?.state === 'online';

  /** Not public. */
  status(uid: string): UserStatus {
    return { ...describe(uid, this.someone(uid).document, this.now), fromCache: this.fromCache };
  }

  /** Not public. */
  tell(): void {
    this.watches.tellAll();
  }

  #connect(): void {
    this.#become(this.#hasNetwork ? 'connected' : 'connecting');
  }

  #become(connection: ConnectionState): void {
    this.#connection = connection;
    if (this.#me === null) return;
    const me = this.someone(this.#me);
    if (connection === 'connected') me.connects(THIS_DEVICE);
    else me.disconnects(THIS_DEVICE);
    this.tell();
  }
}
