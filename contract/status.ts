import { readCustomStatus, type StoredCustomStatus } from './custom-status.ts';
import type { Shown } from './shown.ts';

export type PresenceState = 'online' | 'offline';

/** How an online user is to be met. */
export type Availability = 'available' | 'away' | 'busy';

/**
 * What a status document says. The contract promises the first two fields, both always there; the others stand only where there is
 * something to say: availability while it is away or busy, custom while there is one.
 */
export interface Status {
  state: PresenceState;
  /** Milliseconds since the epoch by the Realtime Database's clock. */
  lastChanged: number;
  availability: Availability;
  custom: StoredCustomStatus | null;
}

/** Reads a status document, whoever wrote it; null if it does not hold presence (yet). */
export function readStatus(fields: Record<string, unknown> | undefined): Status | null {
  const state = fields?.state;
  const changed = millisOf(fields?.last_changed);
  if ((state !== 'online' && state !== 'offline') || changed === null) return null;
  const availability = fields?.availability;
  return {
    state,
    lastChanged: changed,
    availability: availability === 'away' || availability === 'busy' ? availability : 'available',
    custom: readCustomStatus(fields?.custom, millisOf),
  };
}

/**
 * What the document has to say instead of what it says, or null if a watcher would see no difference.
 *
 * @param document what stands
 * @param user what others are to see now
 * @param endOfStay when the event that led here ended the user's last connection, in milliseconds; null if it did not
 * @param chosen the event that led here is a choice of the user
 */
export function nextStatus(
  document: Status | null,
  user: Shown,
  endOfStay: number | null,
  chosen: boolean = false,
): Status | null {
  if (user.silent) return silence(document, user, chosen);
  const { state, availability, custom } = user;
  const seen = state === 'offline' ? seenUntil(user, endOfStay) : null;
  // Whatever has stamped the node since the end of the stay has no part in when the person was last seen.
  const next: Status = { state, lastChanged: seen ?? user.lastChanged, availability, custom };
  // Nobody was ever here, unless somebody was: the owner's own word that they are may be on its way, and has to find this one.
  if (document === null) return user.absent && seen === null && custom === null ? null : next;
  if (document.state !== state) return notBefore(document, next);
  // A second tab, or a flap that nobody saw, is still the same stay; one that was over before it could be written is the last
  // that was seen of the person.
  const isNews = user.lastSeenHidden || (seen !== null && seen > document.lastChanged);
  const same: Status = { ...next, lastChanged: isNews ? next.lastChanged : document.lastChanged };
  return isSame(same, document) ? null : same;
}

/** Whatever others have seen stays as it is, but for the state: as of somebody who went offline then and does nothing more. */
function silence(document: Status | null, { lastChanged, availability }: Shown, chosen: boolean): Status | null {
  // The creation of a document has a time that others can read, so only the choice to be invisible creates one.
  if (document === null && !chosen) return null;
  if (document?.state === 'offline' && document.lastChanged >= lastChanged) return null;
  const next: Status = { state: 'offline', lastChanged, availability, custom: document?.custom ?? null };
  return document === null ? next : notBefore(document, next);
}

/** A stay that ended while the person could not be seen stays unseen when they are visible again; that they are is not. */
function seenUntil({ lastSeenHidden, visibleSince }: Shown, endOfStay: number | null): number | null {
  return lastSeenHidden || endOfStay === null ? null : Math.max(endOfStay, visibleSince);
}

/** Whoever was seen online at a time was not last seen before it; the event that tells may be that of an earlier stay. */
function notBefore(document: Status, next: Status): Status {
  if (document.state === 'offline') return next;
  return { ...next, lastChanged: Math.max(next.lastChanged, document.lastChanged) };
}

function isSame(a: Status, b: Status): boolean {
  return (
    a.state === b.state &&
    a.lastChanged === b.lastChanged &&
    a.availability === b.availability &&
    a.custom?.text === b.custom?.text &&
    a.custom?.emoji === b.custom?.emoji &&
    a.custom?.expiresAt === b.custom?.expiresAt
  );
}

function millisOf(value: unknown): number | null {
  return hasMillis(value) ? value.toMillis() : null;
}

function hasMillis(value: unknown): value is { toMillis(): number } {
  return typeof value === 'object' && value !== null && 'toMillis' in value && typeof value.toMillis === 'function';
}
