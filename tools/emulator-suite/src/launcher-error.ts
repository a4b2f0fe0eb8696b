/** Something the person at the keyboard can put right; the message says what is missing and how, and is printed without a stack. */
export class LauncherError extends Error {
  override name = 'LauncherError';
}
