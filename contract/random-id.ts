import { ID_LENGTH } from './limits.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * Makes the id of a connection or a seat: random and used once. Not a push id, because a push id reveals its time.
 *
 * @param randomBytes fills an array, such as `crypto.getRandomValues`
 */
export function randomId(randomBytes: (bytes: Uint8Array) => void): string {
  const bytes = new Uint8Array(ID_LENGTH);
  randomBytes(bytes);
  return Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}
