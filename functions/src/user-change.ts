import { aggregate, isStale } from '@firebase-presence/contract';
import type { Cause, UserNodes } from './mirror.ts';

/** A change of one of a user's nodes. */
export interface UserChange {
  uid: string;
  /** Which of the user's two nodes changed. */
  node: 'status' | 'settings';
  before: unknown;
  after: unknown;
  /** The database's time of the change, in milliseconds since the epoch. */
  time: number;
  /** Reads both nodes from the Realtime Database. */
  read: () => Promise<UserNodes>;
}

/** What a change did to the user's connections. A change of the settings does nothing to them. */
interface ConnectionChange {
  /** True if the change removed the last connection. */
  ended: boolean;
  /** True if the last connection ended by a departure. The departure of one of two tabs does not count. */
  left: boolean;
  absent: boolean;
  at: number;
}

/**
 * Returns when the user's last connection was lost, in milliseconds since the epoch; null if this change is no loss. A departure, a stamp
 * and a deleted node are no losses. After a loss, the user may connect again.
 */
export function lossOf(change: UserChange): number | null {
  const { ended, left, absent, at } = connectionChangeOf(change);
  return ended && !left && !absent ? at : null;
}

/** True if the change is only a stamp: no reader of the node sees a difference. */
export function isStamp({ node, before, after, time }: UserChange): boolean {
  if (node !== 'status') return false;
  const [one, other] = [aggregate(before, time), aggregate(after, time)];
  return (
    one.state === other.state &&
    one.idle === other.idle &&
    one.leftAt === other.leftAt &&
    !one.absent &&
    !other.absent &&
    !one.malformed &&
    !other.malformed
  );
}

export function causeOf(change: UserChange): Cause {
  const { uid, node, time, after, read } = change;
  const { ended, left, at } = connectionChangeOf(change);
  return {
    uid,
    time,
    read,
    endOfStay: ended ? at : null,
    leftAt: left ? at : null,
    settingsChanged: node === 'settings',
    isStale: (nodes) => isStale(after, nodes[node]),
  };
}

function connectionChangeOf({ node, before, after, time }: UserChange): ConnectionChange {
  if (node !== 'status') return { ended: false, left: false, absent: false, at: time };
  const { state, left, absent, lastChanged } = aggregate(after, time);
  const ended = aggregate(before, time).state === 'online' && state === 'offline';
  return { ended, left: left && state === 'offline', absent, at: lastChanged };
}
