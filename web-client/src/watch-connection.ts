import type { Unsubscribe } from 'firebase/auth';
import type { ConnectionState } from './connection-state.ts';
import type { PresenceError } from './errors.ts';
import { instanceOf, type Presence } from './presence.ts';

/**
 * Calls `next` with the state of this device's own connection: now, and whenever it changes.
 *
 * @param error called when presence cannot work as it is set up, for example because the security rules are not
 *   deployed. The listener stays, and so do the attempts. Without any error listener the error goes to the console.
 * @returns removes the listener
 */
export function onConnectionStateChanged(
  presence: Presence,
  next: (state: ConnectionState) => void,
  error?: (error: PresenceError) => void,
): Unsubscribe {
  return instanceOf(presence).connectionStates.listen({ next, error });
}
