import type { MultiPathUpdate } from './connection.ts';
import { settingsPath } from './paths.ts';

/*
 * What a person chose, on all devices, /settings/{uid}:
 *
 *   availability: { value, at }                  busy or invisible; nothing stands for available
 *   custom: { text, emoji?, expires_at?, at }    a custom status
 *   last_seen: { hidden, at }                    whether others may see when the person was last seen; nothing stands for yes
 *   last_changed                                 stamped by every write
 *
 * Apart from /status, because a documentation-style client replaces that whole node. All times are the Realtime Database's, but
 * expires_at, which the person chose.
 */

/** What a person can choose. `invisible` is, for everybody else, the same as offline. */
export type ChosenAvailability = 'available' | 'busy' | 'invisible';

/** What a person says of themselves, as it is stored. */
export interface StoredCustomStatus {
  text: string;
  emoji: string | null;
  /** Milliseconds since the epoch; null if it does not expire. */
  expiresAt: number | null;
}

export interface Settings {
  availability: ChosenAvailability;
  /** When the availability was chosen. */
  availabilityAt: number;
  custom: StoredCustomStatus | null;
  lastSeenHidden: boolean;
  /** When that was chosen. */
  lastSeenAt: number;
}

export const DEFAULT_SETTINGS: Settings = {
  availability: 'available',
  availabilityAt: 0,
  custom: null,
  lastSeenHidden: false,
  lastSeenAt: 0,
};

/** Reads the node. Never throws: what is not understood was not chosen. */
export function readSettings(value: unknown): Settings {
  const node = recordOf(value);
  const { value: chosen, at: availabilityAt } = recordOf(node.availability);
  const { hidden, at: lastSeenAt } = recordOf(node.last_seen);
  return {
    availability: chosen === 'busy' || chosen === 'invisible' ? chosen : 'available',
    availabilityAt: typeof availabilityAt === 'number' ? availabilityAt : 0,
    custom: readCustom(node.custom),
    lastSeenHidden: hidden === true,
    lastSeenAt: typeof lastSeenAt === 'number' ? lastSeenAt : 0,
  };
}

function readCustom(value: unknown): StoredCustomStatus | null {
  const { text, emoji, expires_at: expiresAt } = recordOf(value);
  if (typeof text !== 'string') return null;
  return {
    text,
    emoji: typeof emoji === 'string' ? emoji : null,
    expiresAt: typeof expiresAt === 'number' ? expiresAt : null,
  };
}

/** One choice of the person; null takes it back. Relative to the root. */
export function choice(
  uid: string,
  name: 'availability' | 'custom' | 'last_seen',
  value: unknown,
  timestamp: unknown,
): MultiPathUpdate {
  return { [`${settingsPath(uid)}/${name}`]: value, [`${settingsPath(uid)}/last_changed`]: timestamp };
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
