import { connectionPath, leasePath, statusPath } from './paths.ts';

/*
 * A user's node in the Realtime Database, /status/{uid}:
 *
 *   connections/{connectionId}: { last_changed, idle? }   one record for each live socket; idle: nobody is in front of it
 *   state, last_changed                                   the flat record of a client written as Firebase's documentation shows
 *   last_changed                                          stamped by every write, with the server's time
 *   left_at                                               equals last_changed if that write was a person leaving, not a lost socket
 *
 * and beside it the lease of each connection, see lease.ts. The timestamp is a parameter because its placeholder belongs to
 * the SDK that writes (`serverTimestamp()`).
 */

/** A multi-path update; null removes. */
export type MultiPathUpdate = Record<string, unknown>;

/**
 * What the server is to do to the user's node by itself when the socket ends: remove this connection, and what an older socket
 * may have left. Relative to the node.
 */
export function arming(connectionId: string, leftovers: Iterable<string>, timestamp: unknown): MultiPathUpdate {
  const records = [connectionId, ...leftovers].map((id) => [connectionPath(id), null]);
  return { ...Object.fromEntries(records), last_changed: timestamp };
}

/**
 * Adds a connection with its lease and removes its predecessors in one write, so that no reader sees both or neither. Relative
 * to the root.
 */
export function announcement(
  uid: string,
  connectionId: string,
  leftovers: Iterable<string>,
  timestamp: unknown,
  idle: boolean = false,
): MultiPathUpdate {
  return {
    ...removal(uid, leftovers),
    [`${statusPath(uid)}/${connectionPath(connectionId)}`]: { last_changed: timestamp, ...(idle && { idle }) },
    [`${statusPath(uid)}/last_changed`]: timestamp,
    [leasePath(connectionId)]: { uid, at: timestamp },
  };
}

/** Somebody has turned away from this connection's device, or back to it. Relative to the node. */
export function turning(connectionId: string, idle: boolean, timestamp: unknown): MultiPathUpdate {
  return { [`${connectionPath(connectionId)}/idle`]: idle || null, last_changed: timestamp };
}

/**
 * Removes connections of which no return is to be expected, because the person chose to go or the lease ran out: the mark tells
 * the function not to wait for one. Relative to the root.
 */
export function departure(uid: string, connectionIds: Iterable<string>, timestamp: unknown): MultiPathUpdate {
  return {
    ...removal(uid, connectionIds),
    [`${statusPath(uid)}/last_changed`]: timestamp,
    [`${statusPath(uid)}/left_at`]: timestamp,
  };
}

function removal(uid: string, connectionIds: Iterable<string>): MultiPathUpdate {
  const paths = [...connectionIds].flatMap((id) => [`${statusPath(uid)}/${connectionPath(id)}`, leasePath(id)]);
  return Object.fromEntries(paths.map((path) => [path, null]));
}
