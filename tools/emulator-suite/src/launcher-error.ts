/** An error that the user can correct. The message says what is missing and what to do. It is printed without a stack. */
export class LauncherError extends Error {
  override name = 'LauncherError';
}
