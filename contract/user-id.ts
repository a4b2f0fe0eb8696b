/** Firebase Authentication's own limit for a uid, in UTF-16 code units. */
const MAX_LENGTH = 128;

/**
 * The name of a method that Firebase's SDKs call on the objects that they receive. So they cannot read a node that has a child with this
 * name: a query fails, and a listener ends with an error that the app cannot catch.
 */
const UNREADABLE = 'hasOwnProperty';

/**
 * Returns why a uid cannot have presence, or null if it can. A uid has to be both a Realtime Database key and a Firestore document id.
 * Uids that Firebase generates always are; uids of custom tokens may not be.
 */
export function invalidUserIdReason(uid: unknown): string | null {
  if (typeof uid !== 'string') return 'it is not a string';
  if (uid === '') return 'it is empty';
  if (uid.length > MAX_LENGTH) return `it is longer than ${MAX_LENGTH} characters`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the Realtime Database forbids them in keys.
  if (/[.#$[\]/\u0000-\u001f\u007f\p{Cs}]/u.test(uid)) return 'it contains one of . # $ [ ] / or a control character';
  if (/^__.*__$/su.test(uid)) return 'Firestore reserves ids of the form __…__';
  if (uid === UNREADABLE) return 'Firebase cannot read it';
  return null;
}
