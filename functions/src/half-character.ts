/**
 * True if a text has half of a surrogate pair, as a text that was cut within an emoji. Firebase's SDK and the database can hash such a text
 * differently. The database then refuses each transaction on it, and the SDK tries again for ever. No URL can contain such a text.
 */
export function hasHalfCharacter(text: unknown): boolean {
  return typeof text === 'string' && /\p{Cs}/u.test(text);
}
