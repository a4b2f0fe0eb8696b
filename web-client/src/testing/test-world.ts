import type { PresenceErrorCode } from '../core/index.ts';
import type { TestUser } from './test-user.ts';

/** Users, rooms and a clock in memory, for an app that tests its screens. Get it from `testWorld`. */
export interface TestWorld {
  /** The time, in milliseconds since the epoch. Only {@link TestWorld.advanceTime} changes it. */
  readonly now: number;
  /** The uid of the user who is signed in on this client. Null while no user is signed in. */
  readonly me: string | null;
  /** Moves the clock forward: typing ends, custom statuses expire, "just now" becomes "a minute ago". */
  advanceTime(milliseconds: number): void;
  /**
   * Returns the user with this uid.
   *
   * @throws `presence/invalid-uid` if no user can have this id
   */
  user(uid: string): TestUser;
  /**
   * Signs in on this client, and connects if it has a network.
   *
   * @throws `presence/invalid-uid` if no user can have this id
   */
  signIn(uid: string): void;
  /** Signs out on this client. Its listeners wait for the next sign-in. */
  signOut(): void;
  /** Takes the network away from this client. The client then shows its cache. */
  loseConnection(): void;
  restoreConnection(): void;
  /**
   * Calls the error callback of every listener, as when the security rules are not deployed.
   *
   * @param code default: `presence/permission-denied`
   */
  failListeners(code?: PresenceErrorCode): void;
}
