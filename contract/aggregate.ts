import { timeOf } from './fields.ts';
import type { PresenceState } from './status.ts';

/** The state of all of a user's connections together, from any kind of client. */
export interface Aggregate {
  state: PresenceState;
  /** When the state last changed, in milliseconds since the epoch by the Realtime Database's clock. */
  lastChanged: number;
  /** True if the user is online and all connections are idle. */
  idle: boolean;
  /** True if the last connection ended by a departure. Then there is no grace period. */
  left: boolean;
  /** The time of the latest departure, in milliseconds since the epoch; null if there was none since the latest announcement. */
  leftAt: number | null;
  /** True if a part of the node is malformed. The aggregate ignores that part. */
  malformed: boolean;
  /** True if there is no node: it was never written, or was deleted. */
  absent: boolean;
}

/**
 * Reads a user's node of the Realtime Database. Never throws: it ignores malformed records.
 *
 * @param value the node, as the database returned it
 * @param eventTime the database's time of the change, in milliseconds; used where the node has no time
 */
export function aggregate(value: unknown, eventTime: number): Aggregate {
  if (value === null || value === undefined) {
    return { ...OFFLINE, lastChanged: eventTime, absent: true };
  }
  if (!isRecord(value)) {
    return { ...OFFLINE, lastChanged: eventTime, malformed: true };
  }
  const connections = connectionTimes(value.connections);
  const flat = flatTimes(value, eventTime);
  const times = [...connections.times, ...flat.times];
  const changed = timeOf(value.last_changed);
  const leftAt = timeOf(value.left_at);
  return {
    state: times.length > 0 ? 'online' : 'offline',
    lastChanged: earliest(times) ?? changed ?? eventTime,
    idle: times.length > 0 && connections.idle === times.length,
    left: leftAt !== null && changed === leftAt,
    leftAt,
    malformed: connections.malformed || flat.malformed || changed === null,
    absent: false,
  };
}

/**
 * True if the node has changed since the event. Then a later event handles that change, and a handler may drop this one. The event of the
 * last change is never stale, so no change is lost.
 */
export function isStale(after: unknown, node: unknown): boolean {
  const isAbsent = node === null || node === undefined;
  const wasAbsent = after === null || after === undefined;
  if (isAbsent || wasAbsent) return isAbsent !== wasAbsent;
  const changed = isRecord(node) ? timeOf(node.last_changed) : null;
  const changedByEvent = isRecord(after) ? timeOf(after.last_changed) : null;
  return changed !== null && changedByEvent !== null && changed > changedByEvent;
}

const OFFLINE: Omit<Aggregate, 'lastChanged'> = {
  state: 'offline',
  idle: false,
  left: false,
  leftAt: null,
  malformed: false,
  absent: false,
};

interface Times {
  times: number[];
  /** How many connections are idle. */
  idle: number;
  malformed: boolean;
}

function connectionTimes(connections: unknown): Times {
  if (connections === undefined || connections === null) return { times: [], idle: 0, malformed: false };
  if (typeof connections !== 'object') return { times: [], idle: 0, malformed: true };
  const records: unknown[] = Object.values(connections);
  const valid = records.filter(isRecord).filter((record) => timeOf(record.last_changed) !== null);
  return {
    times: valid.map((record) => timeOf(record.last_changed)).filter((time) => time !== null),
    idle: valid.filter((record) => record.idle === true).length,
    malformed: valid.length < records.length,
  };
}

function flatTimes(node: Record<string, unknown>, eventTime: number): Times {
  const state = node.state;
  if (state === 'online') return { times: [timeOf(node.last_changed) ?? eventTime], idle: 0, malformed: false };
  return { times: [], idle: 0, malformed: state !== undefined && state !== 'offline' };
}

/**
 * Does not use `Math.min(...times)`, because a call accepts a limited number of arguments. With other security rules, a client could write
 * more connections than that.
 */
function earliest(times: readonly number[]): number | null {
  return times.reduce((first: number | null, time) => Math.min(first ?? time, time), null);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
