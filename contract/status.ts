import type { Aggregate } from './aggregate.ts';

export type PresenceState = 'online' | 'offline';

/** What the contract promises of every status document: the two fields, both always there. */
export interface Status {
  state: PresenceState;
  /** Milliseconds since the epoch by the Realtime Database's clock. */
  lastChanged: number;
}

/** Reads a status document, whoever wrote it; null if it does not hold presence (yet). */
export function readStatus(fields: Record<string, unknown> | undefined): Status | null {
  const state = fields?.state;
  const changed = fields?.last_changed;
  if (state !== 'online' && state !== 'offline') return null;
  return hasMillis(changed) ? { state, lastChanged: changed.toMillis() } : null;
}

/**
 * What the document has to say instead of what it says, or null if a watcher would see no difference.
 *
 * @param document what stands
 * @param node what the user's node says now
 * @param endOfStay when the event that led here ended the user's last connection, in milliseconds; null if it did not
 */
export function nextStatus(document: Status | null, node: Aggregate, endOfStay: number | null): Status | null {
  // Whatever has stamped the node since the end of the stay has no part in when the person was last seen.
  const seen = node.state === 'offline' ? endOfStay : null;
  const next: Status = { state: node.state, lastChanged: seen ?? node.lastChanged };
  // Nobody was ever here, unless somebody was: the owner's own word that they are may be on its way, and has to find this one.
  if (document === null) return node.absent && seen === null ? null : next;
  // A second tab, or a flap that nobody saw: still the same stay.
  if (node.state === 'online') return document.state === 'online' ? null : next;
  if (document.state === 'online') return notBefore(document, next);
  // The stay in between was over before it could be written, yet it is the last that was seen of the person.
  return seen !== null && seen > document.lastChanged ? next : null;
}

/** Whoever was seen online at a time was not last seen before it; the event that tells may be that of an earlier stay. */
function notBefore(document: Status, { state, lastChanged }: Status): Status {
  return { state, lastChanged: Math.max(lastChanged, document.lastChanged) };
}

function hasMillis(value: unknown): value is { toMillis(): number } {
  return typeof value === 'object' && value !== null && 'toMillis' in value && typeof value.toMillis === 'function';
}
