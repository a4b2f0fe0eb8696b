import { aggregate, isOvertaken } from '@firebase-presence/contract';
import type { Cause, UserNodes } from './mirror.ts';

/** A change of what the Realtime Database holds of one user. */
export interface UserChange {
  uid: string;
  /** Which of the user's two nodes changed. */
  node: 'status' | 'settings';
  before: unknown;
  after: unknown;
  /** The database's time of the change, in milliseconds since the epoch. */
  time: number;
  /** Reads both nodes from the server. */
  read: () => Promise<UserNodes>;
}

/** What the change says about the user's connections; the settings have none. */
interface Turn {
  /** It removed the last connection. */
  ended: boolean;
  /** The user chose to leave with their last connection. That of another tab says nothing about the one that remains. */
  left: boolean;
  absent: boolean;
  at: number;
}

/**
 * When the change removed the user's last connection, and the user did not choose to leave: the connection may return. Null otherwise. A
 * stamp alone is no loss.
 */
export function lossOf(change: UserChange): number | null {
  const { ended, left, absent, at } = turnOf(change);
  return ended && !left && !absent ? at : null;
}

/** True if no reader of the node could tell the difference: a stamp alone. */
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
  const { ended, left, at } = turnOf(change);
  return {
    uid,
    time,
    read,
    endOfStay: ended ? at : null,
    leftAt: left ? at : null,
    chosen: node === 'settings',
    isStale: (nodes) => isOvertaken(after, nodes[node]),
  };
}

function turnOf({ node, before, after, time }: UserChange): Turn {
  if (node !== 'status') return { ended: false, left: false, absent: false, at: time };
  const { state, left, absent, lastChanged } = aggregate(after, time);
  const ended = aggregate(before, time).state === 'online' && state === 'offline';
  return { ended, left: left && state === 'offline', absent, at: lastChanged };
}
