import type { Aggregate } from './aggregate.ts';
import type { Settings } from './settings.ts';
import type { Status } from './status.ts';

/** What others are to see of a user: their connections, as far as their choices let them be seen. */
export interface Shown extends Status {
  /** Nothing that happens may show: whatever others see stays as it is, once they see the user offline. */
  silent: boolean;
  /** What others see as the time of the last change is no news, whatever happens. */
  lastSeenHidden: boolean;
  /** Since when the person may be seen at all; 0 if they always could. */
  visibleSince: number;
  /** A connection was lost, not left: the person may be back in a moment. */
  mayReturn: boolean;
  /** There is nothing to show: no node, or one that was deleted. */
  absent: boolean;
}

/** Brings together what a user's two nodes say. */
export function shown(node: Aggregate, settings: Settings): Shown {
  if (settings.availability === 'invisible') return invisible(settings);
  const { lastSeenHidden } = settings;
  // Whoever could not be seen until now was here just now, and never before.
  const visibleSince = Math.max(settings.availabilityAt, settings.lastSeenAt);
  return {
    state: node.state,
    lastChanged: lastSeenHidden ? visibleSince : Math.max(node.lastChanged, visibleSince),
    availability: node.state === 'offline' ? 'available' : availabilityOf(node, settings),
    custom: settings.custom,
    silent: false,
    lastSeenHidden,
    visibleSince,
    mayReturn: node.state === 'offline' && !node.left && !node.absent,
    absent: node.absent,
  };
}

/** Indistinguishable from somebody who went offline when they chose so, and has not been back. */
function invisible({ availabilityAt, lastSeenHidden, lastSeenAt }: Settings): Shown {
  const since = lastSeenHidden ? Math.min(lastSeenAt, availabilityAt) : availabilityAt;
  return {
    state: 'offline',
    lastChanged: since,
    availability: 'available',
    custom: null,
    silent: true,
    lastSeenHidden: true,
    visibleSince: since,
    mayReturn: false,
    absent: false,
  };
}

/** Busy is what the person says, so it does not become away by itself. */
function availabilityOf(node: Aggregate, settings: Settings): Status['availability'] {
  if (settings.availability === 'busy') return 'busy';
  return node.idle ? 'away' : 'available';
}
