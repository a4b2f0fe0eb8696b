import type { Status } from '@firebase-presence/contract';
import { toUserStatus, type UserStatus } from '../core/index.ts';
import type { PresenceInstance } from '../session/index.ts';

/** The status of a user, as a database stores it. */
export interface StoredStatus {
  readonly uid: string;
  /** Null if no status is stored: the user was never online. */
  readonly status: Status | null;
  /** True if this client is offline, or the server has not answered yet. */
  readonly fromCache: boolean;
}

/** The statuses of one source. */
export interface SourceResult {
  readonly statuses: readonly StoredStatus[];
  readonly fromCache: boolean;
  /** True if the query has found as many users as its limit allows. */
  readonly atLimit?: boolean;
}

export interface SourceEvents {
  next(found: SourceResult): void;
  /** The database refused the listener, and the listener has ended. */
  ended(cause: unknown): void;
  /** The listener has a problem, and tries again by itself. */
  failed(cause: unknown): void;
}

export interface ActiveSource {
  stop(): void;
  /** Called when the user has a new ID token, which can carry new rights. */
  retry?(): void;
}

/** Starts a listener to some statuses. */
export type Source = (events: SourceEvents) => ActiveSource;

/** Where a client reads statuses: Firestore, or the Realtime Database. Each method takes the uid of the signed-in user last. */
export interface StatusReader {
  /** @throws `presence/emulator-not-connected` */
  check(instance: PresenceInstance): void;
  one(instance: PresenceInstance, uid: string, signedIn: string): Source;
  many(instance: PresenceInstance, uids: readonly string[], signedIn: string): Source[];
  /**
   * The users who are online.
   *
   * @param limit the largest number of users; undefined if the app has set none
   */
  online(instance: PresenceInstance, limit: number | undefined, signedIn: string): Source;
  /** Those of the users who are online. It may contain the others too. */
  onlineOf(instance: PresenceInstance, uids: readonly string[], signedIn: string): Source[];
  /** Reads the statuses once, in any order. It may leave out users without a status. */
  get(instance: PresenceInstance, uids: readonly string[]): Promise<StoredStatus[]>;
}

/** @param now the server's time, in milliseconds */
export function userStatusOf({ uid, status, fromCache }: StoredStatus, now: number): UserStatus {
  return { ...toUserStatus(uid, status, now), fromCache };
}

/** Returns one status for each uid, in the order of `uids`. */
export function inOrder(
  uids: readonly string[],
  users: readonly UserStatus[],
  fromCache: boolean,
  now: number,
): UserStatus[] {
  const known = new Map(users.map((user) => [user.uid, user]));
  return uids.map((uid) => known.get(uid) ?? userStatusOf({ uid, status: null, fromCache }, now));
}
