import { invalidUserIdReason } from '@firebase-presence/contract';
import { PresenceError } from './errors.ts';

/** @throws `presence/invalid-uid` if no user can have this id */
export function assertUserId(uid: string): void {
  const reason = invalidUserIdReason(uid);
  if (reason === null) return;
  throw new PresenceError(
    'presence/invalid-uid',
    `Cannot use ${JSON.stringify(uid)} as the uid of a user: ${reason}. Pass a uid of Firebase Authentication.`,
  );
}
