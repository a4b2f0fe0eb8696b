import { onStatusesChanged, type UserStatus } from 'firebase-presence';
import { useListener } from './use-listener.ts';
import { unknownStatus } from './use-status.ts';

const NO_STATUSES: UserStatus[] = [];

/**
 * Returns the statuses of any number of users, in the order of `uids`. They are offline and `fromCache` until they are known, and while no
 * user is signed in.
 *
 * @param uids compared by content: it can be a new array on every render
 * @throws into the nearest error boundary: `presence/invalid-uid`, `presence/permission-denied`, `presence/no-provider`
 *
 * @example
 * function Team({ uids }: { uids: string[] }) {
 *   const online = useStatuses(uids).filter(({ state }) => state === 'online');
 *   return <p>{online.length} of us are online</p>;
 * }
 */
export function useStatuses(uids: readonly string[]): UserStatus[] {
  const statuses = useListener<UserStatus[]>(
    (presence, next, error) => onStatusesChanged(presence, uids, next, error),
    [uids],
    NO_STATUSES,
  );
  return statuses.length === uids.length ? statuses : uids.map(unknownStatus);
}
