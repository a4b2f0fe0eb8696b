import { type OnlineUsers, type OnlineUsersOptions, onOnlineUsersChanged } from 'firebase-presence';
import { useListener } from './use-listener.ts';

const NO_USERS: OnlineUsers = { users: [], joined: [], left: [], fromCache: true, atLimit: false };

/**
 * Returns all users who are online, with the users who joined and left last. It returns no users and `fromCache` until they are known, and
 * while no user is signed in.
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
  return useListener(
    (presence, next, error) => onOnlineUsersChanged(presence, next, error, options),
    [options],
    NO_USERS,
  );
}
