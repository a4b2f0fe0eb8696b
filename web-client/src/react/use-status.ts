import { onStatusChanged, type UserStatus } from 'firebase-presence';
import { useListener } from './use-listener.ts';

/**
 * Returns the status of a user. The component renders again when it changes. The status is offline and `fromCache` until it is known, and
 * while no user is signed in.
 *
 * @throws into the nearest error boundary: `presence/invalid-uid`, `presence/permission-denied`, `presence/no-provider`
 *
 * @example
 * function Name({ uid }: { uid: string }) {
 *   const { state, availability } = useStatus(uid);
 *   return <p>{state === 'online' ? availability : 'offline'}</p>;
 * }
 */
export function useStatus(uid: string): UserStatus {
  const status = useListener<UserStatus | null>(
    (presence, next, error) => onStatusChanged(presence, uid, next, error),
    [uid],
    null,
  );
  return status ?? unknownStatus(uid);
}

/** Not public: the status of a user before it is known. */
export function unknownStatus(uid: string): UserStatus {
  return { uid, state: 'offline', availability: null, customStatus: null, lastChanged: null, fromCache: true };
}
