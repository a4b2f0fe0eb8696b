import { readCustomStatus, type StoredCustomStatus } from './custom-status.ts';

export type PresenceState = 'online' | 'offline';

/** Whether an online user can be contacted. */
export type Availability = 'available' | 'away' | 'busy';

/**
 * The content of a status document. A document always has `state` and `last_changed`. It has `availability` only for `away` and `busy`, and
 * `custom` only for a user with a custom status.
 */
export interface Status {
  state: PresenceState;
  /** Milliseconds since the epoch by the Realtime Database's clock. */
  lastChanged: number;
  availability: Availability;
  custom: StoredCustomStatus | null;
}

/** Reads a status document that any client may have written; null if it contains no status. */
export function readStatus(fields: Record<string, unknown> | undefined): Status | null {
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

function millisOf(value: unknown): number | null {
  return hasMillis(value) ? value.toMillis() : null;
}

function hasMillis(value: unknown): value is { toMillis(): number } {
  return typeof value === 'object' && value !== null && 'toMillis' in value && typeof value.toMillis === 'function';
}
