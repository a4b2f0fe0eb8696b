import { type BudgetStep, budgetUpdate } from './budget.ts';
import { readCustomStatus, type StoredCustomStatus } from './custom-status.ts';
import { fieldsOf, timeOf } from './fields.ts';
import type { MultiPathUpdate } from './multi-path-update.ts';
import { settingsPath } from './paths.ts';

/*
 * The settings of a user, the same on all devices, /presence/settings/{uid}:
 *
 *   availability: { value, at }                  busy or invisible; absent means available
 *   custom: { text, emoji?, expires_at?, at }    a custom status
 *   last_seen: { hidden, at }                    whether last seen is hidden from others; absent means that it is not
 *   last_changed                                 the time of the latest write; a client can remove neither it nor the whole node
 *
 * The settings are not below /status, because a documentation-style client replaces that whole node. All times are the Realtime
 * Database's, except expires_at, which the user chose.
 */

/** The availability that a user can choose. To others, `invisible` looks like offline. */
export type ChosenAvailability = 'available' | 'busy' | 'invisible';

export interface Settings {
  availability: ChosenAvailability;
  /** When the user chose the availability, in milliseconds since the epoch; 0 if never. */
  availabilityAt: number;
  custom: StoredCustomStatus | null;
  lastSeenHidden: boolean;
  /** When the user chose `lastSeenHidden`, in milliseconds since the epoch; 0 if never. */
  lastSeenAt: number;
}

export const DEFAULT_SETTINGS: Settings = {
  availability: 'available',
  availabilityAt: 0,
  custom: null,
  lastSeenHidden: false,
  lastSeenAt: 0,
};

/** Reads the settings. Never throws: a malformed setting has its default. */
export function readSettings(value: unknown): Settings {
  const node = fieldsOf(value);
  const { value: chosen, at: availabilityAt } = fieldsOf(node.availability);
  const { hidden, at: lastSeenAt } = fieldsOf(node.last_seen);
  return {
    availability: chosen === 'busy' || chosen === 'invisible' ? chosen : 'available',
    availabilityAt: timeOf(availabilityAt) ?? 0,
    custom: readCustomStatus(node.custom, wholeMillisOf),
    lastSeenHidden: hidden === true,
    lastSeenAt: timeOf(lastSeenAt) ?? 0,
  };
}

/**
 * The update for one setting; null resets it.
 *
 * @param step one step of the budget; null for turning invisible and for the function, which need none
 */
export function settingChange(
  uid: string,
  name: 'availability' | 'custom' | 'last_seen',
  value: unknown,
  timestamp: unknown,
  step: BudgetStep | null,
): MultiPathUpdate {
  return {
    [`${settingsPath(uid)}/${name}`]: value,
    [`${settingsPath(uid)}/last_changed`]: timestamp,
    ...(step && budgetUpdate(uid, 'changes', step)),
  };
}

/** The rules also accept fractions. Firestore does not store them, so the document would never agree with the settings. */
function wholeMillisOf(value: unknown): number | null {
  return typeof value === 'number' ? timeOf(Math.floor(value)) : null;
}
