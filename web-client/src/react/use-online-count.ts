import { onOnlineCountChanged } from 'firebase-presence';
import { useListener } from './use-listener.ts';

/**
 * Returns how many users are online, a moment late. It returns null until the number is known, and while no user is signed in.
 *
 * @throws into the nearest error boundary: `presence/permission-denied`, `presence/no-provider`
 *
 * @example
 * function Count() {
 *   return <p>{useOnlineCount() ?? '…'} online</p>;
 * }
 */
export function useOnlineCount(): number | null {
  return useListener<number | null>((presence, next, error) => onOnlineCountChanged(presence, next, error), [], null);
}
