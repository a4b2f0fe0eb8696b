/** Firebase Authentication's own limit for a uid, in UTF-16 code units. */
const MAX_LENGTH = 128;

/**
 * Firebase's SDKs call this function of the objects that they receive, so they cannot read a node that has a child of this name: a query
 * fails, and a listener ends with an error that nobody can catch.
 */
const UNREADABLE = 'hasOwnProperty';

/**
 * Says why a uid cannot have presence, or null if it can. A uid has to be a Realtime Database key and a Firestore
 * document id at once; uids that Firebase generates always are, those of custom tokens need not be.
 */
export function invalidUserIdReason(uid: unknown): string | null {
  if (typeof uid !== 'string') return 'it is not a string';
  if (uid === '') return 'it is empty';
  if (uid.length > MAX_LENGTH) return `it is longer than ${MAX_LENGTH} characters`;
  // A control character is the very thing that this looks for.
  if (/[.#$[\]/\p{Cc}\p{Cs}]/u.test(uid)) return 'it contains one of . # $ [ ] / or a control character';
  if (/^__.*__$/su.test(uid)) return 'Firestore reserves ids of the form __…__';
  if (uid === UNREADABLE) return 'Firebase cannot read it';
  return null;
}
