import { fieldsOf } from './fields.ts';
import { readStatus, type Status } from './status.ts';

/** The content of `/presence/public/{uid}`. Only the functions write it. */
export interface PublicStatus {
  status: Status;
  /** A text that is different in each write. Without it, two versions could have the same content. Only the functions read it. */
  version: string | null;
}

/** Reads `/presence/public/{uid}`; null if it contains no status. */
export function readPublicStatus(value: unknown): PublicStatus | null {
  const fields = fieldsOf(value);
  const status = readStatus(fields, timeOf);
  if (status === null) return null;
  return { status, version: typeof fields.v === 'string' ? fields.v : null };
}

/**
 * Returns what to store at `/presence/public/{uid}`. It omits the same fields as a status document, because each watcher downloads all of
 * it.
 *
 * @param version a text that no other write of this user has
 */
export function storedPublicStatus(
  { state, lastChanged, availability, custom }: Status,
  version: string,
): Record<string, unknown> {
  return {
    state,
    last_changed: lastChanged,
    ...(availability !== 'available' && { availability }),
    ...(custom !== null && { custom: storedCustomStatus(custom) }),
    v: version,
  };
}

function storedCustomStatus({ text, emoji, expiresAt }: NonNullable<Status['custom']>): Record<string, unknown> {
  return { text, ...(emoji !== null && { emoji }), ...(expiresAt !== null && { expires_at: expiresAt }) };
}

function timeOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}
