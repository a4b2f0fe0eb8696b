import { invalidUserIdReason, type PresenceState, readStatus } from '@firebase-presence/contract';
import { onAuthStateChanged, type Unsubscribe } from 'firebase/auth';
import { type DocumentData, type DocumentSnapshot, doc, onSnapshot } from 'firebase/firestore';
import { databaseError, PresenceError } from './errors.ts';
import { instanceOf, type Presence } from './presence.ts';

/** What is known of a user's presence. */
export interface UserStatus {
  readonly uid: string;
  /** `online` while at least one device or tab is connected. Somebody who was never here is `offline`. */
  readonly state: PresenceState;
  /** Since when, by the server's clock: for `offline` this is when the person was last seen. Null if never. */
  readonly lastChanged: Date | null;
  /** This device is offline itself, or has not heard from the server yet: the status may be out of date. */
  readonly fromCache: boolean;
}

/**
 * Calls `next` with the status of a user: as soon as it is known, and whenever it changes.
 *
 * @param error called once if the listener had to end, for example because nobody is signed in. Without it the error goes
 *   to the console.
 * @returns removes the listener
 * @throws `presence/invalid-uid` if no user can have this id
 *
 * @example
 * const unsubscribe = onStatusChanged(presence, 'alice', ({ state, lastChanged }) => {
 *   console.log(state === 'online' ? 'here' : `last seen ${lastChanged}`);
 * });
 */
export function onStatusChanged(
  presence: Presence,
  uid: string,
  next: (status: UserStatus) => void,
  error?: (error: PresenceError) => void,
): Unsubscribe {
  const { statuses } = instanceOf(presence);
  const reason = invalidUserIdReason(uid);
  if (reason !== null) {
    throw new PresenceError(
      'presence/invalid-uid',
      `${JSON.stringify(uid)} is not the uid of a user: ${reason}. Pass a uid of Firebase Authentication.`,
    );
  }
  let last: UserStatus | null = null;
  return onSnapshot(
    doc(statuses, uid),
    { includeMetadataChanges: true },
    (snapshot) => {
      const status = userStatus(snapshot);
      if (last !== null && sameStatus(last, status)) return;
      last = status;
      next(status);
    },
    reportTo(error, `to watch the status of user '${uid}'`),
  );
}

/**
 * Calls `next` with the status of whoever is signed in on this device, as others see it, or null while nobody is. When this
 * device loses its connection, it says `offline` at once, from the local cache.
 *
 * @param error as in {@link onStatusChanged}
 * @returns removes the listener
 */
export function onMyStatusChanged(
  presence: Presence,
  next: (status: UserStatus | null) => void,
  error?: (error: PresenceError) => void,
): Unsubscribe {
  let stopWatching: Unsubscribe = () => undefined;
  const stopFollowing = onAuthStateChanged(instanceOf(presence).auth, (user) => {
    stopWatching();
    stopWatching = () => undefined;
    // An unusable uid was reported where it signed in.
    if (user === null || invalidUserIdReason(user.uid) !== null) next(null);
    else stopWatching = onStatusChanged(presence, user.uid, next, error);
  });
  return () => {
    stopFollowing();
    stopWatching();
  };
}

/** Not public: reads a status document. */
export function userStatus(snapshot: DocumentSnapshot<DocumentData>): UserStatus {
  const status = readStatus(snapshot.data({ serverTimestamps: 'estimate' }));
  return {
    uid: snapshot.id,
    state: status?.state ?? 'offline',
    lastChanged: status ? new Date(status.lastChanged) : null,
    fromCache: snapshot.metadata.fromCache,
  };
}

/** Not public: true if an app could not tell the two apart. */
export function sameStatus(a: UserStatus, b: UserStatus): boolean {
  return a.state === b.state && a.fromCache === b.fromCache && a.lastChanged?.getTime() === b.lastChanged?.getTime();
}

/** Not public: what a listener does with an error of Firestore. */
export function reportTo(error: ((error: PresenceError) => void) | undefined, what: string): (cause: unknown) => void {
  return (cause) => (error ?? console.error)(databaseError(cause, what));
}
