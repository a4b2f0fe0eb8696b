import type { AbsentUser, ShownUser, VisibleUser } from './shown.ts';
import type { Status } from './status.ts';

/**
 * Decides what to write into the status document.
 *
 * @param document the status in the document; null if it contains none
 * @param user what others can see of the user now
 * @param endOfStay when the event ended the user's last connection, in milliseconds since the epoch; null if it did not
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
  // A stamp after the end of the stay does not change last seen.
  const next: Status = { ...user.status, lastChanged: lastSeen ?? user.status.lastChanged };
  if (document === null) return mustCreate(user, lastSeen) ? next : null;
  if (document.state !== next.state) return withLatestTime(document, next);
  const isNewer = user.lastSeenHidden || (lastSeen !== null && lastSeen > document.lastChanged);
  // A second tab and a return within the grace period continue the stay.
  const same: Status = { ...next, lastChanged: isNewer ? next.lastChanged : document.lastChanged };
  return isSame(same, document) ? null : same;
}

/**
 * A user without a node gets a document only if a connection has just ended or a custom status has to show. The client's own `online` may
 * still arrive after that end, and must lose against the document.
 */
function mustCreate(user: VisibleUser | AbsentUser, lastSeen: number | null): boolean {
  return user.kind === 'visible' || lastSeen !== null || user.status.custom !== null;
}

/** Changes only the state, so that others see nothing that an invisible user does. */
function nextForInvisible(document: Status | null, hiddenAt: number, settingsChanged: boolean): Status | null {
  // Others can read when a document was created, so only the choice to be invisible creates one.
  if (document === null && !settingsChanged) return null;
  if (document?.state === 'offline' && document.lastChanged >= hiddenAt) return null;
  const custom = document?.custom ?? null;
  const next: Status = { state: 'offline', lastChanged: hiddenAt, availability: 'available', custom };
  return document === null ? next : withLatestTime(document, next);
}

/**
 * Returns last seen; null if the event ended no stay that others may know of. Never reveals a stay that ended while the user was
 * invisible or hid last seen.
 */
function lastSeenOf(user: VisibleUser | AbsentUser, endOfStay: number | null): number | null {
  if (user.status.state === 'online' || user.lastSeenHidden || endOfStay === null) return null;
  return Math.max(endOfStay, user.visibleSince);
}

/** Never moves last seen to before a time at which others saw the user online: the event of an earlier stay can arrive late. */
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
