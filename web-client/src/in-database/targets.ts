import { isTargets, writesDatabase } from '@firebase-presence/contract';
import { PresenceError } from '../core/index.ts';

/** True if the functions have said that they write no public statuses. Before their first run they have said nothing. */
export function isNotWritten(targets: unknown): boolean {
  return isTargets(targets) && !writesDatabase(targets);
}

export function notWritten(action: string): PresenceError {
  return new PresenceError(
    'presence/no-public-statuses',
    `Cannot ${action} in the Realtime Database: the functions write the statuses only to Firestore. Deploy the functions with PRESENCE_TARGETS=both or database, or import from 'firebase-presence'.`,
  );
}
