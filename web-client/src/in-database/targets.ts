import { PresenceError } from '../core/index.ts';

export function notWritten(action: string): PresenceError {
  return new PresenceError(
    'presence/no-public-statuses',
    `Cannot ${action} in the Realtime Database: the functions write the statuses only to Firestore. Deploy the functions with PRESENCE_TARGETS=both or database, or import from 'firebase-presence'.`,
  );
}
