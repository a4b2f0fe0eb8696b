import { type BudgetStep, spending } from './budget.ts';
import { readCustomStatus, type StoredCustomStatus } from './custom-status.ts';
import { fieldsOf } from './fields.ts';
import type { MultiPathUpdate } from './multi-path-update.ts';
import { settingsPath } from './paths.ts';

/*
 * What a user chose, on all devices, /presence/settings/{uid}:
 *
 *   availability: { value, at }                  busy or invisible; nothing stands for available
 *   custom: { text, emoji?, expires_at?, at }    a custom status
 *   last_seen: { hidden, at }                    whether others may see when the person was last seen; nothing stands for yes
 *   last_changed                                 stamped by every write; a client cannot remove it, nor the whole node
 *
 * Apart from /status, because a documentation-style client replaces that whole node. All times are the Realtime Database's, but
 * expires_at, which the person chose.
 */

/** What a person can choose. `invisible` is, for everybody else, the same as offline. */
export type ChosenAvailability = 'available' | 'busy' | 'invisible';

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
  const node = fieldsOf(value);
  const { value: chosen, at: availabilityAt } = fieldsOf(node.availability);
  const { hidden, at: lastSeenAt } = fieldsOf(node.last_seen);
  return {
    availability: chosen === 'busy' || chosen === 'invisible' ? chosen : 'available',
    availabilityAt: millisOf(availabilityAt) ?? 0,
    custom: readCustomStatus(node.custom, millisOf),
    lastSeenHidden: hidden === true,
    lastSeenAt: millisOf(lastSeenAt) ?? 0,
  };
}

/**
 * One choice of the user; null takes it back. Relative to the root.
 *
 * @param step of the budget; null where none is needed: for turning invisible, and for the function
 */
export function choice(
  uid: string,
  name: 'availability' | 'custom' | 'last_seen',
  value: unknown,
  timestamp: unknown,
  step: BudgetStep | null,
): MultiPathUpdate {
  return {
    [`${settingsPath(uid)}/${name}`]: value,
    [`${settingsPath(uid)}/last_changed`]: timestamp,
    ...(step && spending(uid, 'changes', step)),
  };
}

function millisOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
