import type { Aggregate } from './aggregate.ts';
import type { Settings } from './settings.ts';
import type { Status } from './status.ts';

/** What others can see of a user: the aggregate, as far as the user's settings allow it. */
export type ShownUser = VisibleUser | AbsentUser | InvisibleUser;

interface VisibleFields {
  status: Status;
  /** True if the user hides last seen. Then `lastChanged` is always `noTimeBefore`. */
  lastSeenHidden: boolean;
  /**
   * The later of two times, in milliseconds since the epoch: the last choice of the availability, and the last choice to hide or show last
   * seen. 0 without a choice. The document never shows a time before this one.
   */
  noTimeBefore: number;
}

export interface VisibleUser extends VisibleFields {
  kind: 'visible';
  /** True if the user is lost: the last connection ended without a departure. The user can connect again within the grace period. */
  mayReturn: boolean;
}

/** A user without `/status/{uid}`: no client wrote this node, or it was deleted. */
export interface AbsentUser extends VisibleFields {
  kind: 'absent';
}

/**
 * A user who chose to be invisible. Others see `offline`. The time shown is that of the choice to be invisible, or of an earlier choice to
 * hide last seen.
 */
export interface InvisibleUser {
  kind: 'invisible';
  status: Status;
}

/** Combines the aggregate with the user's settings. */
export function applySettings(connections: Aggregate, settings: Settings): ShownUser {
  if (settings.availability === 'invisible') return { kind: 'invisible', status: offlineStatus(hiddenAt(settings)) };
  const { lastSeenHidden } = settings;
  const noTimeBefore = Math.max(settings.availabilityAt, settings.lastSeenAt);
  const status: Status = {
    state: connections.state,
    lastChanged: lastSeenHidden ? noTimeBefore : Math.max(connections.lastChanged, noTimeBefore),
    availability: availabilityOf(connections, settings),
    custom: settings.custom,
  };
  const fields: VisibleFields = { status, lastSeenHidden, noTimeBefore };
  if (connections.absent) return { kind: 'absent', ...fields };
  return { kind: 'visible', ...fields, mayReturn: connections.state === 'offline' && !connections.left };
}

/** Returns the time that others see of an invisible user: when the user chose that, or hid last seen before. */
function hiddenAt({ availabilityAt, lastSeenHidden, lastSeenAt }: Settings): number {
  return lastSeenHidden ? Math.min(lastSeenAt, availabilityAt) : availabilityAt;
}

function offlineStatus(lastChanged: number): Status {
  return { state: 'offline', lastChanged, availability: 'available', custom: null };
}

/** Returns `busy` if the user chose it. Otherwise returns `away` if all connections are idle. */
function availabilityOf(connections: Aggregate, settings: Settings): Status['availability'] {
  if (connections.state === 'offline') return 'available';
  if (settings.availability === 'busy') return 'busy';
  return connections.idle ? 'away' : 'available';
}
