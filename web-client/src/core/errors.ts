import { FirebaseError } from 'firebase/app';

/**
 * The codes of all errors of this package. They are stable. docs/8-errors.md has a paragraph for each.
 */
export type PresenceErrorCode =
  | 'presence/invalid-argument'
  | 'presence/invalid-uid'
  | 'presence/already-initialized'
  | 'presence/no-database'
  | 'presence/database-unreachable'
  | 'presence/emulator-not-connected'
  | 'presence/permission-denied'
  | 'presence/no-public-statuses'
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

/** An error of this package. Its message says what failed, with the value, and what to do. Handlers of `FirebaseError` also catch it. */
export class PresenceError extends FirebaseError {
  override readonly code: PresenceErrorCode;
  /** The error of Firebase's SDK that caused this one; undefined without such an error. */
  override readonly cause: unknown;

  constructor(code: PresenceErrorCode, message: string, cause?: unknown) {
    super(code, `${message} (${code})`);
    this.code = code;
    this.cause = cause;
    // FirebaseError resets the prototype: without this line `instanceof PresenceError` is false.
    Object.setPrototypeOf(this, PresenceError.prototype);
  }
}

/**
 * Makes the error for a refused or failed operation on one of the two databases.
 *
 * @param cause the error of Firebase's SDK; a PresenceError is returned as it is
 * @param action what failed, for example `read the statuses`
 */
export function databaseError(cause: unknown, action: string): PresenceError {
  if (cause instanceof PresenceError) return cause;
  const text = messageOf(cause);
  const cannot = `Cannot ${action}`;
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

/** For a call that announces something, on a client that only watches. */
export function watchOnly(action: string): PresenceError {
  const text = `Cannot ${action}: getPresence was called with watchOnly. Call getPresence without it.`;
  return new PresenceError('presence/watch-only', text);
}

/** The error for a `Presence` that `stopPresence` has ended. */
export function stopped(): PresenceError {
  return new PresenceError(
    'presence/stopped',
    'stopPresence has ended this Presence. Call getPresence(app) for a new one.',
  );
}

/** The message of an error, or the thrown value as a string. */
export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** Makes the error callback of a listener to one of the two databases. Without `error`, the callback prints to the console. */
export function errorReporter(
  error: ((error: PresenceError) => void) | undefined,
  action: string,
): (cause: unknown) => void {
  return (cause) => (error ?? console.error)(databaseError(cause, action));
}

/**
 * Returns the value of a number option if it is a whole number in the range.
 *
 * @throws `presence/invalid-argument`
 */
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

/** True only if Firestore's security rules refused the operation. */
export function isRefusal(error: unknown): boolean {
  return codeOf(error) === 'permission-denied';
}

/** True if the app terminated Firestore or was deleted. Then listeners end, and no cache is left to write to. */
export function isTermination(error: unknown): boolean {
  const code = codeOf(error);
  return (
    (code === 'aborted' || code === 'failed-precondition') && /shut(ting)? down|terminated/i.test(messageOf(error))
  );
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
