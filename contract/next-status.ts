import type { AbsentUser, ShownUser, VisibleUser } from './shown.ts';
import type { Status } from './status.ts';

/**
 * Decides what to write into the status document.
 *
 * @param document the status in the document; null if it contains none
 * @param user what others can see of the user now
 * @param endOfStay the time at which the event ended the user's last connection, in milliseconds since the epoch; null if it ended none
 * @param settingsChanged true if the event is a change of the user's settings
 * @returns the status to write; null if a watcher would see no difference
 */
export function nextStatus(
  document: Status | null,
  user: ShownUser,
  endOfStay: number | null,
  settingsChanged: boolean = false,
): Status | null {
  if (user.kind === 'invisible') return nextForInvisible(document, user.status.lastChanged, settingsChanged);
  const lastSeen = lastSeenOf(user, endOfStay);
  // `last_changed` of the node can come from a later stamp, so last seen is the end of the stay.
  const next: Status = { ...user.status, lastChanged: lastSeen ?? user.status.lastChanged };
  if (document === null) return mustCreate(user, lastSeen) ? next : null;
  if (document.state !== next.state) return withLatestTime(document, next);
  const isNewer = user.lastSeenHidden || (lastSeen !== null && lastSeen > document.lastChanged);
  // The time stays the same: a second tab, or a new connection within the grace period, begins no new stay.
  const same: Status = { ...next, lastChanged: isNewer ? next.lastChanged : document.lastChanged };
  return isSame(same, document) ? null : same;
}

/**
 * True if a user without a document gets one. A user without a node gets one only if a stay has just ended, or to show a custom status.
 * After that end, the `online` that the client itself wrote can still arrive. The rules refuse it, because the document has a later time.
 */
function mustCreate(user: VisibleUser | AbsentUser, lastSeen: number | null): boolean {
  return user.kind === 'visible' || lastSeen !== null || user.status.custom !== null;
}

/** Sets an invisible user offline, once, at the time of that choice. Nothing that the user does later changes the document. */
function nextForInvisible(document: Status | null, hiddenAt: number, settingsChanged: boolean): Status | null {
  // Others can read when a document was created, so only the choice to be invisible creates one.
  if (document === null && !settingsChanged) return null;
  if (document?.state === 'offline' && document.lastChanged >= hiddenAt) return null;
  const custom = document?.custom ?? null;
  const next: Status = { state: 'offline', lastChanged: hiddenAt, availability: 'available', custom };
  return document === null ? next : withLatestTime(document, next);
}

/**
 * Returns the new time of last seen; null if it does not change. Never reveals a stay that ended while the user was invisible or hid last
 * seen.
 */
function lastSeenOf(user: VisibleUser | AbsentUser, endOfStay: number | null): number | null {
  if (user.status.state === 'online' || user.lastSeenHidden || endOfStay === null) return null;
  return Math.max(endOfStay, user.noTimeBefore);
}

/** Keeps the time of an `online` document if that is later: the event of an earlier stay can arrive late. */
function withLatestTime(document: Status, next: Status): Status {
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
