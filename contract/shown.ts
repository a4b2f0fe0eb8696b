import type { Aggregate } from './aggregate.ts';
import type { Settings } from './settings.ts';
import type { Status } from './status.ts';

/** What others can see of a user: the aggregate, as far as the user's settings allow it. */
export type ShownUser = VisibleUser | AbsentUser | InvisibleUser;

interface VisibleFields {
  status: Status;
  /** True if the user hides last seen. Then no change of the connections changes `lastChanged`. */
  lastSeenHidden: boolean;
  /**
   * When the user last changed the availability or hid or showed last seen, in milliseconds since the epoch; 0 if never. Earlier times stay
   * secret.
   */
  visibleSince: number;
}

export interface VisibleUser extends VisibleFields {
  kind: 'visible';
  /** True if the last connection was lost without a departure, so that it can return within the grace period. */
  mayReturn: boolean;
}

/** A user without a node: it was never written, or was deleted. */
export interface AbsentUser extends VisibleFields {
  kind: 'absent';
}

/** A user who chose to be invisible. Others see the user offline since that choice. */
export interface InvisibleUser {
  kind: 'invisible';
  status: Status;
}

/** Combines the aggregate with the user's settings. */
export function applySettings(node: Aggregate, settings: Settings): ShownUser {
  if (settings.availability === 'invisible') return { kind: 'invisible', status: offlineStatus(hiddenAt(settings)) };
  const { lastSeenHidden } = settings;
  // A user who becomes visible is last seen now; earlier times stay secret.
  const visibleSince = Math.max(settings.availabilityAt, settings.lastSeenAt);
  const status: Status = {
    state: node.state,
    lastChanged: lastSeenHidden ? visibleSince : Math.max(node.lastChanged, visibleSince),
    availability: availabilityOf(node, settings),
    custom: settings.custom,
  };
  const sight: VisibleFields = { status, lastSeenHidden, visibleSince };
  if (node.absent) return { kind: 'absent', ...sight };
  return { kind: 'visible', ...sight, mayReturn: node.state === 'offline' && !node.left };
}

/** Returns the last seen of an invisible user. A user who hid last seen before keeps that earlier time. */
function hiddenAt({ availabilityAt, lastSeenHidden, lastSeenAt }: Settings): number {
  return lastSeenHidden ? Math.min(lastSeenAt, availabilityAt) : availabilityAt;
}

function offlineStatus(lastChanged: number): Status {
  return { state: 'offline', lastChanged, availability: 'available', custom: null };
}

/** The user chose to be busy, so idle devices do not make the user away. */
function availabilityOf(node: Aggregate, settings: Settings): Status['availability'] {
  if (node.state === 'offline') return 'available';
  if (settings.availability === 'busy') return 'busy';
  return node.idle ? 'away' : 'available';
}
