import { onContactsChanged, type UserStatus } from 'firebase-presence';
import { useListenerWhenSignedIn } from './use-listener.ts';
import { unknownStatus } from './use-status.ts';

/**
 * The statuses of any number of people, fresh and in your order. The list may be a new one on every render: only its content counts.
 *
 * @throws into the nearest error boundary: `presence/invalid-uid`, `presence/permission-denied`, `presence/no-provider`
 *
 * @example
 * function Team({ uids }: { uids: string[] }) {
 *   const online = useContacts(uids).filter(({ state }) => state === 'online');
 *   return <p>{online.length} of us are online</p>;
 * }
 */
export function useContacts(uids: readonly string[]): readonly UserStatus[] {
  return useListenerWhenSignedIn<readonly UserStatus[]>(
    (presence, next, error) => onContactsChanged(presence, uids, next, error),
    [uids],
    uids.map(unknownStatus),
  );
}
