import { FirebaseError } from 'firebase/app';

/**
 * Stable names of what can go wrong. docs/8-errors.md has a paragraph for each.
 */
export type PresenceErrorCode =
  | 'presence/invalid-argument'
  | 'presence/invalid-uid'
  | 'presence/already-initialized'
  | 'presence/no-database'
  | 'presence/database-unreachable'
  | 'presence/emulator-not-connected'
  | 'presence/permission-denied'
  | 'presence/firestore-unreachable'
  | 'presence/firestore-terminated'
  | 'presence/no-provider'
  | 'presence/stopped'
  | 'presence/signed-out'
  | 'presence/watch-only'
  | 'presence/not-in-room'
  | 'presence/too-many-connections'
  | 'presence/too-many-rooms'
  | 'presence/too-many-changes'
  | 'presence/unknown';

/** What happened, with the value, and what to do about it. Existing handlers of `FirebaseError` see it too. */
export class PresenceError extends FirebaseError {
  override readonly code: PresenceErrorCode;
  /** The error of the Firebase SDK that led to this one, if any. */
  override readonly cause: unknown;

  constructor(code: PresenceErrorCode, message: string, cause?: unknown) {
    super(code, `${message} (${code})`);
    this.code = code;
    this.cause = cause;
    // FirebaseError resets the prototype, without this line `instanceof PresenceError` is false.
    Object.setPrototypeOf(this, PresenceError.prototype);
  }
}

/**
 * What the app is told of a refused or failed operation on one of the two databases.
 *
 * @param what `to` and a verb, for example `to read the statuses`
 */
export function databaseError(cause: unknown, what: string): PresenceError {
  if (cause instanceof PresenceError) return cause;
  const text = messageOf(cause);
  const cannot = `Cannot ${what.replace(/^to /, '')}`;
  if (/permission.denied/i.test(`${codeOf(cause)} ${text}`)) {
    return new PresenceError(
      'presence/permission-denied',
      `${cannot}: the security rules refused it. Deploy the rules: npx firebase-tools deploy --only firestore:rules,database. If they are deployed, check who is signed in.`,
      cause,
    );
  }
  if (isTermination(cause)) {
    return new PresenceError(
      'presence/firestore-terminated',
      `${cannot}: the app has terminated Firestore. Call this again when the app has a new Firestore.`,
      cause,
    );
  }
  return new PresenceError(
    'presence/unknown',
    `${cannot}: Firebase failed with "${text}". Search for that text.`,
    cause,
  );
}

export function invalidArgument(message: string, cause?: unknown): PresenceError {
  return new PresenceError('presence/invalid-argument', message, cause);
}

/** What an error says, or whatever else was thrown. */
export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** What a listener does with an error of one of the two databases. */
export function reportTo(error: ((error: PresenceError) => void) | undefined, what: string): (cause: unknown) => void {
  return (cause) => (error ?? console.error)(databaseError(cause, what));
}

/** An option that is a number: itself, if it can be used. */
export function wholeNumber(
  name: string,
  value: number,
  least: number,
  most: number = Number.MAX_SAFE_INTEGER,
): number {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  const range = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `from ${least} to ${most}`;
  throw invalidArgument(`The option ${name} is ${String(value)}. Pass a whole number, ${range}.`);
}

/** True for Firestore's refusal by the rules, and for nothing else. */
export function isRefusal(error: unknown): boolean {
  return codeOf(error) === 'permission-denied';
}

/** True if Firestore was shut down, by the app or because the app was deleted: listeners end, and there is no cache to write to. */
export function isTermination(error: unknown): boolean {
  const code = codeOf(error);
  return (
    (code === 'aborted' || code === 'failed-precondition') && /shut(ting)? down|terminated/i.test(messageOf(error))
  );
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
