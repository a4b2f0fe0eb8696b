import { onStatusChanged, type UserStatus } from 'firebase-presence';
import { useListenerWhenSignedIn } from './use-listener.ts';

/**
 * The status of a user, fresh. Offline and `fromCache` until it is known, and while nobody is signed in.
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
  return useListenerWhenSignedIn(
    (presence, next, error) => onStatusChanged(presence, uid, next, error),
    [uid],
    unknownStatus(uid),
  );
}

/** Not public: what is shown of somebody of whom nothing is known yet. */
export function unknownStatus(uid: string): UserStatus {
  return { uid, state: 'offline', availability: null, custom: null, lastChanged: null, fromCache: true };
}
