import { fileURLToPath } from 'node:url';

/** The emulators of a suite, or `none`. */
export type Suite = string;

/** Returns the program and the arguments that run the words in an emulator suite. */
export function suiteCommand(suite: Suite, words: readonly string[], options: readonly string[] = []): string[] {
  if (suite === 'none') return [...words];
  const emulators = suite === 'all' ? [] : ['--only', suite];
  const bin = fileURLToPath(import.meta.resolve('emulator-suite/bin'));
  return [process.execPath, bin, 'exec', words.map(quoted).join(' '), ...emulators, ...options];
}

/** Quotes a word for a POSIX shell. */
function quoted(word: string): string {
  return /^[\w./:=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
