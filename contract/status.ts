import { readCustomStatus, type StoredCustomStatus } from './custom-status.ts';

export type PresenceState = 'online' | 'offline';

/** Whether an online user can be contacted. */
export type Availability = 'available' | 'away' | 'busy';

/**
 * The content of a status document. A stored document always has `state` and `last_changed`. It omits `availability` for `available`, and
 * `custom` for a user without a custom status. This type always has both.
 */
export interface Status {
  state: PresenceState;
  /** Milliseconds since the epoch by the Realtime Database's clock. */
  lastChanged: number;
  availability: Availability;
  custom: StoredCustomStatus | null;
}

/**
 * Reads a status document; null if it contains no status. The user can have written invalid data into it.
 *
 * @param millisOf reads a time in the format of the database; null if the value is no time. Default: a Firestore timestamp.
 */
export function readStatus(
  fields: Record<string, unknown> | undefined,
  millisOf: (time: unknown) => number | null = millisOfTimestamp,
): Status | null {
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

function millisOfTimestamp(value: unknown): number | null {
  return hasMillis(value) ? value.toMillis() : null;
}

function hasMillis(value: unknown): value is { toMillis(): number } {
  return typeof value === 'object' && value !== null && 'toMillis' in value && typeof value.toMillis === 'function';
}
