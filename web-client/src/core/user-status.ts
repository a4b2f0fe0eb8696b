import { type Availability, type PresenceState, readStatus, type Status } from '@firebase-presence/contract';
import { type CustomStatus, customStatusOf } from './custom-status.ts';
import { serverDate } from './dates.ts';

/** The status of a user. */
export interface UserStatus {
  readonly uid: string;
  /** `online` while at least one client of the user is connected. A user who was never online is `offline`. */
  readonly state: PresenceState;
  /** The availability of an online user. It is `away` when all connections of the user are idle. Null while offline. */
  readonly availability: Availability | null;
  /** The custom status, also of an offline user. Null if the user has none, or if it has expired. */
  readonly customStatus: CustomStatus | null;
  /**
   * When the state last changed, by the clock of the Realtime Database. For an offline user this is when the user was last seen. Null if
   * the user was never online. If the user hides last seen, it is the time of that choice.
   */
  readonly lastChanged: Date | null;
  /** True if this client is offline, or Firestore has not answered yet. The status may be out of date. */
  readonly fromCache: boolean;
}

/**
 * Not public: reads the fields of a status document.
 *
 * @param fields undefined if there is no document
 * @param now the database's time, in milliseconds
 */
export function readUserStatus(
  uid: string,
  fields: Record<string, unknown> | undefined,
  now: number,
): Omit<UserStatus, 'fromCache'> {
  return toUserStatus(uid, readStatus(fields), now);
}

/**
 * Not public: converts a stored status to the form that the app gets.
 *
 * @param status null if none is stored
 * @param now the database's time, in milliseconds
 */
export function toUserStatus(uid: string, status: Status | null, now: number): Omit<UserStatus, 'fromCache'> {
  const state = status?.state ?? 'offline';
  return {
    uid,
    state,
    availability: state === 'online' ? (status?.availability ?? 'available') : null,
    customStatus: customStatusOf(status?.custom ?? null, now),
    lastChanged: status ? serverDate(status.lastChanged) : null,
  };
}

/** Not public: true if both have the same content. */
export function sameStatus<Comparable extends Omit<UserStatus, 'fromCache'>>(a: Comparable, b: Comparable): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
