import { fieldsOf } from './fields.ts';

/** What a person says of themselves, as it is stored. */
export interface StoredCustomStatus {
  text: string;
  emoji: string | null;
  /** Milliseconds since the epoch; null if it does not expire. */
  expiresAt: number | null;
}

/**
 * Reads `{ text, emoji?, expires_at? }`; null if it says nothing that can be understood.
 *
 * @param millisOf reads a time as the database at hand writes it; null if it is none
 */
export function readCustomStatus(
  value: unknown,
  millisOf: (time: unknown) => number | null,
): StoredCustomStatus | null {
  const { text, emoji, expires_at: expiresAt } = fieldsOf(value);
  if (typeof text !== 'string') return null;
  return { text, emoji: typeof emoji === 'string' ? emoji : null, expiresAt: millisOf(expiresAt) };
}
