import { expect, test } from 'vitest';
import { isNoise, isReady } from './output.ts';

test.each([
  'i  emulators: Starting emulators: auth, functions',
  '\u001b[36m\u001b[1mi \u001b[22m\u001b[39m hosting: Serving hosting files from: public',
  '✔  functions: Loaded functions definitions from source: mirror.',
  '│ Firestore      │ 127.0.0.1:8080 │',
  '  Other reserved ports: 4500, 9150',
  '⚠  firestore: Env variable override detected. Using firestore emulator at /tmp/x',
  '',
])('the demo hides the line %s', (line) => {
  expect(isNoise(line)).toBe(true);
});

test.each([
  '>  mirrored alice',
  '⚠  functions: Your function was killed because it raised an unhandled error.',
  '⚠  firestore: Fatal error occurred',
  'Error: Could not start Hosting Emulator, port taken.',
])('the demo shows the line %s', (line) => {
  expect(isNoise(line)).toBe(false);
});

test('the suite is ready when the CLI prints so', () => {
  expect(isReady('│ ✔  All emulators ready! It is now safe to connect your app. │')).toBe(true);
  expect(isReady('i  emulators: Starting emulators: auth')).toBe(false);
});
