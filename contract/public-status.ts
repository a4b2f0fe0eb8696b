import { fieldsOf } from './fields.ts';
import { readStatus, type Status } from './status.ts';

/** The content of `/presence/public/{uid}`. Only the functions write it. */
export interface PublicStatus {
  status: Status;
  /** A random text that is different in each write. Without it, two versions could have the same content. */
  version: string | null;
  /** When the functions wrote it, in milliseconds since the epoch by the Realtime Database's clock. */
  writtenAt: number | null;
}

/** Reads `/presence/public/{uid}`; null if it contains no status. */
export function readPublicStatus(value: unknown): PublicStatus | null {
  const fields = fieldsOf(value);
  const status = readStatus(fields, timeOf);
  if (status === null) return null;
  const { v, written_at: writtenAt } = fields;
  return { status, version: typeof v === 'string' ? v : null, writtenAt: timeOf(writtenAt) };
}

/**
 * Returns what to store at `/presence/public/{uid}`. It omits the same fields as a status document.
 *
 * @param version a random text that no other write has
 * @param timestamp the placeholder for the server's time
 */
export function storedPublicStatus(
  { state, lastChanged, availability, custom }: Status,
  version: string,
  timestamp: unknown,
): Record<string, unknown> {
  return {
    state,
    last_changed: lastChanged,
    ...(availability !== 'available' && { availability }),
    ...(custom !== null && { custom: storedCustomStatus(custom) }),
    v: version,
    written_at: timestamp,
  };
}

function storedCustomStatus({ text, emoji, expiresAt }: NonNullable<Status['custom']>): Record<string, unknown> {
  return { text, ...(emoji !== null && { emoji }), ...(expiresAt !== null && { expires_at: expiresAt }) };
}

function timeOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}
