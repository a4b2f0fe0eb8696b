import { onStatusChanged, type Presence, type UserStatus } from 'firebase-presence';
import { valuesOf } from './values-of.ts';

/**
 * All statuses of a user that a watcher receives until the test ends. Leaves out the null while no user is signed in. Wait for the first one
 * before the user comes online. Google's emulator can report a document as missing that is created in the same moment, and Firebase's SDK
 * then ignores its creation.
 */
export function statusesSeen(presence: Presence, uid: string): UserStatus[] {
  return valuesOf<UserStatus>((next, error) =>
    onStatusChanged(presence, uid, (status) => status !== null && next(status), error),
  );
}
