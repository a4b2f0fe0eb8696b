import { connectionPath } from './paths.ts';

/*
 * A user's node in the Realtime Database, /status/{uid}:
 *
 *   connections/{connectionId}: { last_changed }   one record for each live socket
 *   state, last_changed                            the flat record of a client written as Firebase's documentation shows
 *   last_changed                                   stamped by every write, with the server's time
 *   left_at                                        equals last_changed if that write was a person leaving, not a lost socket
 *
 * The timestamp is a parameter because its placeholder belongs to the SDK that writes (`serverTimestamp()`).
 */

/** A multi-path update of one user's node; null removes. */
export type StatusNodeUpdate = Record<string, unknown>;

/** What the server is to do by itself when the socket ends: remove this connection, and what an older socket may have left. */
export function arming(connectionId: string, leftovers: Iterable<string>, timestamp: unknown): StatusNodeUpdate {
  return { ...removal([connectionId, ...leftovers]), last_changed: timestamp };
}

/** Adds a connection and removes its predecessors in one write, so that no reader sees both or neither. */
export function announcement(connectionId: string, leftovers: Iterable<string>, timestamp: unknown): StatusNodeUpdate {
  return {
    ...removal(leftovers),
    [connectionPath(connectionId)]: { last_changed: timestamp },
    last_changed: timestamp,
  };
}

/** Removes connections because the person chose to go: the mark tells the function not to wait for a return. */
export function departure(connectionIds: Iterable<string>, timestamp: unknown): StatusNodeUpdate {
  return { ...removal(connectionIds), last_changed: timestamp, left_at: timestamp };
}

function removal(connectionIds: Iterable<string>): StatusNodeUpdate {
  return Object.fromEntries([...connectionIds].map((id) => [connectionPath(id), null]));
}
