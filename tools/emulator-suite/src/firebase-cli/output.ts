import { stripVTControlCharacters } from 'node:util';

/** True for the line that the CLI prints once, when functions are loaded and rules are active. */
export function isReady(line: string): boolean {
  return line.includes('All emulators ready!');
}

/** True for progress and tables of the CLI. Output of functions, warnings, errors and unknown lines are no noise. */
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
  // These are intended: see sources.ts, java.ts and firebase.json.
  /^⚠ {2}\w+: Env variable override detected/,
  /firebase-tools will drop support for Java version/,
  /The Emulator UI is not starting/,
];
