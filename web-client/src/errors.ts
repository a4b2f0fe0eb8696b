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
  | 'presence/permission-denied'
  | 'presence/no-provider'
  | 'presence/stopped'
  | 'presence/signed-out'
  | 'presence/not-in-room'
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

/** What the app is told of a refused or failed operation on one of the two databases. */
export function databaseError(cause: unknown, what: string): PresenceError {
  if (cause instanceof PresenceError) return cause;
  const text = cause instanceof Error ? cause.message : String(cause);
  return /permission.denied/i.test(`${codeOf(cause)} ${text}`)
    ? new PresenceError(
        'presence/permission-denied',
        `The security rules refused ${what}. Deploy the rules of firebase-presence: firebase deploy --only database,firestore:rules`,
        cause,
      )
    : new PresenceError('presence/unknown', `Firebase could not do ${what}: ${text}`, cause);
}

/** What a listener does with an error of one of the two databases. */
export function reportTo(error: ((error: PresenceError) => void) | undefined, what: string): (cause: unknown) => void {
  return (cause) => (error ?? console.error)(databaseError(cause, what));
}

/** An option that is a number: itself, if it can be used. */
export function wholeNumber(name: string, value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new PresenceError(
    'presence/invalid-argument',
    `The option ${name} is ${String(value)}. Pass a whole number, ${least} or more.`,
  );
}

/** True for Firestore's refusal by the rules, and for nothing else. */
export function isRefusal(error: unknown): boolean {
  return codeOf(error) === 'permission-denied';
}

/** True if Firestore was shut down because the app was deleted: then there is no cache left to write to. */
export function isTermination(error: unknown): boolean {
  return codeOf(error) === 'failed-precondition';
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
