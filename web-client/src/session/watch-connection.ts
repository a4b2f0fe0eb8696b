import type { Unsubscribe } from 'firebase/auth';
import type { PresenceError } from '../core/index.ts';
import type { ConnectionState } from './connection-state.ts';
import { instanceOf } from './presence.ts';
import type { Presence } from './presence-instance.ts';

/**
 * Calls `next` with the state of this client's own connection: before it returns, and whenever the state changes.
 *
 * @param error called when presence cannot work as it is set up, for example because the security rules are not
 *   deployed. The listener stays and the client keeps trying. Without any error listener the error goes to the console.
 * @returns removes the listener
 *
 * @example
 * const unsubscribe = onConnectionStateChanged(presence, (state) => render(state), (error) => console.error(error.code));
 */
export function onConnectionStateChanged(
  presence: Presence,
  next: (state: ConnectionState) => void,
  error?: (error: PresenceError) => void,
): Unsubscribe {
  return instanceOf(presence).connectionState.listen({ next, error });
}
