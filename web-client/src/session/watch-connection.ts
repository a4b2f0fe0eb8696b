import type { Unsubscribe } from 'firebase/auth';
import type { PresenceError } from '../core/index.ts';
import type { Presence } from './instance.ts';
import { instanceOf } from './presence.ts';

/**
 * What this device's own connection is doing:
 *
 * - `signed-out`: nobody is signed in, so there is nobody to be present; or nobody has opened this page yet, which the browser has only
 *   prerendered
 * - `connecting`: on the way to the first announcement
 * - `connected`: the server has acknowledged the announcement
 * - `disconnected`: the connection was lost; it returns by itself
 * - `left`: `leave` was called; `enter` ends it
 */
export type ConnectionState = 'signed-out' | 'connecting' | 'connected' | 'disconnected' | 'left';

/**
 * Calls `next` with the state of this device's own connection: now, and whenever it changes.
 *
 * @param error called when presence cannot work as it is set up, for example because the security rules are not
 *   deployed. The listener stays, and so do the attempts. Without any error listener the error goes to the console.
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
