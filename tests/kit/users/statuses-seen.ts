import { onStatusChanged, type Presence, type UserStatus } from 'firebase-presence';
import { told } from './told.ts';

/** All statuses of a user that a watcher receives until the test ends. Leaves out the null while no user is signed in. */
export function statusesSeen(presence: Presence, uid: string): UserStatus[] {
  return told<UserStatus>((next, error) =>
    onStatusChanged(presence, uid, (status) => status !== null && next(status), error),
  );
}
