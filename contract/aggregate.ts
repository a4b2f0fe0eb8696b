import type { PresenceState } from './status.ts';

/** What a user's node says, whoever wrote it. */
export interface Aggregate {
  state: PresenceState;
  /** Since when, in milliseconds since the epoch by the Realtime Database's clock. */
  lastChanged: number;
  /** Nobody is in front of any of the connections that stand. */
  idle: boolean;
  /** The last connection was removed because the user chose to leave, so no return is to be expected. */
  left: boolean;
  /** When the user last chose to leave and has not announced a connection since, in milliseconds; null otherwise. */
  leftAt: number | null;
  /** Something in the node was not understood and counts as not there. */
  malformed: boolean;
  /** There is nothing: never written, or deleted. */
  absent: boolean;
}

/**
 * Reads a node of the Realtime Database. Never throws, whatever stands there: what is not understood proves no connection.
 *
 * @param value the node, as the database returned it
 * @param eventTime the database's time of the change that led here, in milliseconds; stands in where the node has no time
 */
export function aggregate(value: unknown, eventTime: number): Aggregate {
  if (value === null || value === undefined) {
    return { ...NOTHING, lastChanged: eventTime, absent: true };
  }
  if (!isRecord(value)) {
    return { ...NOTHING, lastChanged: eventTime, malformed: true };
  }
  const connections = connectionTimes(value.connections);
  const flat = flatTimes(value, eventTime);
  const online = [...connections.times, ...flat.times];
  const changed = timeOf(value.last_changed);
  const leftAt = timeOf(value.left_at);
  return {
    state: online.length > 0 ? 'online' : 'offline',
    lastChanged: earliest(online) ?? changed ?? eventTime,
    idle: online.length > 0 && connections.idle === online.length,
    left: leftAt !== null && changed === leftAt,
    leftAt,
    malformed: connections.malformed || flat.malformed || changed === null,
    absent: false,
  };
}

/**
 * True if the node has changed since the event: a later event is on its way and will tell the rest, so this one may be
 * dropped. The event of the last change is never overtaken, and with it nothing is lost.
 */
export function isOvertaken(after: unknown, node: unknown): boolean {
  const gone = node === null || node === undefined;
  const wasGone = after === null || after === undefined;
  if (gone || wasGone) return gone !== wasGone;
  const changed = isRecord(node) ? timeOf(node.last_changed) : null;
  const changedByEvent = isRecord(after) ? timeOf(after.last_changed) : null;
  return changed !== null && changedByEvent !== null && changed > changedByEvent;
}

const NOTHING: Omit<Aggregate, 'lastChanged'> = {
  state: 'offline',
  idle: false,
  left: false,
  leftAt: null,
  malformed: false,
  absent: false,
};

interface Times {
  times: number[];
  /** How many of them are idle. */
  idle: number;
  malformed: boolean;
}

function connectionTimes(connections: unknown): Times {
  if (connections === undefined || connections === null) return { times: [], idle: 0, malformed: false };
  if (typeof connections !== 'object') return { times: [], idle: 0, malformed: true };
  const records: unknown[] = Object.values(connections);
  const standing = records.filter(isRecord).filter((record) => timeOf(record.last_changed) !== null);
  return {
    times: standing.map((record) => timeOf(record.last_changed)).filter((time) => time !== null),
    idle: standing.filter((record) => record.idle === true).length,
    malformed: standing.length < records.length,
  };
}

function flatTimes(node: Record<string, unknown>, eventTime: number): Times {
  const state = node.state;
  if (state === 'online') return { times: [timeOf(node.last_changed) ?? eventTime], idle: 0, malformed: false };
  return { times: [], idle: 0, malformed: state !== undefined && state !== 'offline' };
}

/** Not `Math.min(...times)`: no more arguments fit in a call than a client can write connections where the rules are not ours. */
function earliest(times: readonly number[]): number | null {
  return times.reduce((first: number | null, time) => Math.min(first ?? time, time), null);
}

/** The last millisecond that a Firestore timestamp can hold. */
const MAX_TIME = 253_402_300_799_999;

function timeOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_TIME ? value : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
