import { fieldsOf } from './fields.ts';

/** A custom status, as the databases store it. */
export interface StoredCustomStatus {
  text: string;
  emoji: string | null;
  /** Milliseconds since the epoch; null if it does not expire. */
  expiresAt: number | null;
}

/**
 * Reads `{ text, emoji?, expires_at? }`; null if it is malformed.
 *
 * @param millisOf reads a time in the format of the database; null if the value is no time
 */
export function readCustomStatus(
  value: unknown,
  millisOf: (time: unknown) => number | null,
): StoredCustomStatus | null {
  const { text, emoji, expires_at: expiresAt } = fieldsOf(value);
  if (typeof text !== 'string') return null;
  return {
    text: wholeCharacters(text),
    emoji: typeof emoji === 'string' ? wholeCharacters(emoji) : null,
    expiresAt: millisOf(expiresAt),
  };
}

/**
 * Replaces each half of a surrogate pair, which a text has if it was cut within an emoji. Firestore refuses such a text, so the function
 * could not write the status of the user any more, not even `offline`.
 */
function wholeCharacters(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}
