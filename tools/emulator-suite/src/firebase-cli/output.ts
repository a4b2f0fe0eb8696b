import { stripVTControlCharacters } from 'node:util';

/** The CLI says it once, when functions are loaded and rules are in force. */
export function isReady(line: string): boolean {
  return line.includes('All emulators ready!');
}

/** Progress and tables of the CLI. What functions print, warnings and errors are not noise, nor is what cannot be told apart. */
export function isNoise(line: string): boolean {
  const text = stripVTControlCharacters(line);
  return NOISE.some((pattern) => pattern.test(text));
}

const NOISE = [
  /^\s*$/,
  /^(i|✔) {2}/,
  /^[┌├└│]/,
  /^ {2}(Emulator Hub|Other reserved ports)/,
  /^Issues\? Report them/,
  // All as intended: see sources.ts, java.ts and firebase.json.
  /^⚠ {2}\w+: Env variable override detected/,
  /firebase-tools will drop support for Java version/,
  /The Emulator UI is not starting/,
];
