import type { Status } from '../../contract/index.ts';
import type { DueMark } from '../../functions/src/due.ts';
import type { UserNodes } from '../../functions/src/mirror.ts';

/**
 * How the databases begin.
 *
 * - `steady`: with a connection that stays to the end
 * - `documented`: with a documentation-style client
 * - `hidden`: the user left, and hides when they were last seen
 * - `lost`: the loss of the user is due, and there are two tasks
 */
export type Beginning = 'new' | 'steady' | 'documented' | 'hidden' | 'lost';

interface Contents {
  nodes: UserNodes;
  document: Status | null;
  mark?: DueMark;
  /** The times of the tasks. */
  tasks?: number[];
}

export const BEGINNINGS: Record<Beginning, Contents> = {
  new: { nodes: { status: null, settings: null }, document: null },
  steady: {
    nodes: { status: { connections: { steady: { last_changed: 900 } }, last_changed: 900 }, settings: null },
    document: { state: 'online', lastChanged: 900, availability: 'available', custom: null },
  },
  documented: {
    nodes: { status: { state: 'online', last_changed: 900 }, settings: null },
    document: { state: 'online', lastChanged: 900, availability: 'available', custom: null },
  },
  hidden: {
    nodes: { status: { last_changed: 900, left_at: 900 }, settings: { last_seen: { hidden: true, at: 900 } } },
    document: { state: 'offline', lastChanged: 900, availability: 'available', custom: null },
  },
  lost: {
    nodes: { status: { state: 'offline', last_changed: 960 }, settings: null },
    document: { state: 'online', lastChanged: 900, availability: 'available', custom: null },
    mark: { at: 990, graceUntil: 990, lostAt: 960, extended: false },
    tasks: [990, 1000],
  },
};
