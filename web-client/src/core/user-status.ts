import { type Availability, type PresenceState, readStatus, type Status } from '@firebase-presence/contract';
import { type CustomStatus, customStatusOf } from './custom-status.ts';

/** What is known of a user's presence. */
export interface UserStatus {
  readonly uid: string;
  /** `online` while at least one device or tab is connected. Somebody who was never here is `offline`. */
  readonly state: PresenceState;
  /** How an online user is to be met: `away` if nobody is in front of any of their devices. Null while offline. */
  readonly availability: Availability | null;
  /** What they say of themselves, also while offline. Null if nothing, or it has expired. */
  readonly customStatus: CustomStatus | null;
  /**
   * Since when, by the server's clock: for `offline` this is when the person was last seen. Null if never. Of somebody who hides it,
   * the time of that choice.
   */
  readonly lastChanged: Date | null;
  /** This device is offline itself, or has not heard from the server yet: the status may be out of date. */
  readonly fromCache: boolean;
}

/** Not public: what the fields of a status document say, if there is one. `now` is the server's time, in milliseconds. */
export function statusOf(
  uid: string,
  fields: Record<string, unknown> | undefined,
  now: number,
): Omit<UserStatus, 'fromCache'> {
  return describe(uid, readStatus(fields), now);
}

/** Not public: what is stored of a user, as an app is told of it; null if nothing is. */
export function describe(uid: string, status: Status | null, now: number): Omit<UserStatus, 'fromCache'> {
  const state = status?.state ?? 'offline';
  return {
    uid,
    state,
    availability: state === 'online' ? (status?.availability ?? 'available') : null,
    customStatus: customStatusOf(status?.custom ?? null, now),
    lastChanged: status ? new Date(status.lastChanged) : null,
  };
}

/** Not public: true if an app could not tell the two apart. */
export function sameStatus<Told extends Omit<UserStatus, 'fromCache'>>(a: Told, b: Told): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
