/** The command did its work, and nothing is wrong. */
export const FINE = 0;

/** The command ran, and found something to correct. */
export const FOUND = 1;

/** The command could not run: a wrong option, a broken file, a missing permission. */
export const CANNOT_RUN = 2;

export type ExitCode = typeof FINE | typeof FOUND | typeof CANNOT_RUN;

/** Ends a command that cannot run. The message says what happened; `fix` says what to do. */
export class CannotRun extends Error {
  readonly fix: string;

  constructor(message: string, fix: string) {
    super(message);
    this.fix = fix;
  }
}
