import { type OnlineUsers, type OnlineUsersOptions, onOnlineUsersChanged } from 'firebase-presence';
import { useListenerWhenSignedIn } from './use-listener.ts';

const NOBODY: OnlineUsers = { users: [], joined: [], left: [], fromCache: true };

/**
 * Everybody who is online, fresh, with who joined and who left last. Nobody and `fromCache` until it is known, and while nobody is signed in.
 *
 * @throws into the nearest error boundary: `presence/invalid-argument`, `presence/permission-denied`, `presence/no-provider`
 *
 * @example
 * function Count() {
 *   const { users, fromCache } = useOnlineUsers({ limit: 100 });
 *   return <p>{fromCache ? '…' : users.length}</p>;
 * }
 */
export function useOnlineUsers(options: OnlineUsersOptions = {}): OnlineUsers {
  return useListenerWhenSignedIn(
    (presence, next, error) => onOnlineUsersChanged(presence, next, error, options),
    [options],
    NOBODY,
  );
}
