import { fieldsOf } from './fields.ts';
import { invalidUserIdReason } from './user-id.ts';

/*
 * Rule 7. The server removes a connection when its socket ends, but that can fail: the token expired in a sleeping tab, the server
 * went down, the network swallows packets without a word. So every connection holds a lease, and the sweeper removes those whose
 * lease has run out:
 *
 *   /heartbeats/{connectionId}: { uid, at, rooms? }   at: the server's time of the latest renewal; rooms: those the connection is in
 *
 * A dead connection is gone from Firestore after at most TIME_TO_LIVE + SWEEP_PERIOD + the time that two functions take.
 */

/**
 * How often a client renews, in milliseconds. Browsers wake the timers of a hidden tab once a minute, so in fact it is one minute
 * there; the time to live has to be longer than that, or living tabs would be swept.
 */
export const RENEWAL_PERIOD_MS = 30_000;

/** How long a lease holds after its latest renewal, in seconds by the Realtime Database's clock, unless the deployment chose otherwise. */
export const TIME_TO_LIVE_SECONDS = 65;

/** How often the sweeper looks, in seconds, unless the deployment chose otherwise. */
export const SWEEP_PERIOD_SECONDS = 5;

export interface Lease {
  uid: string;
  /** Milliseconds since the epoch by the Realtime Database's clock. */
  at: number;
  /** The rooms that the connection is in, by id. */
  rooms: string[];
}

/** Reads a lease; null if it is none, which is then worth nothing. */
export function readLease(value: unknown): Lease | null {
  const { uid, at, rooms } = fieldsOf(value);
  if (typeof uid !== 'string' || invalidUserIdReason(uid) !== null || typeof at !== 'number') return null;
  return { uid, at, rooms: Object.keys(fieldsOf(rooms)) };
}
