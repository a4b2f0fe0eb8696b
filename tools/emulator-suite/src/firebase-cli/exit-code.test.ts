import { expect, test } from 'vitest';
import { exitCode } from './exit-code.ts';

test('the exit code of the command is passed on', () => {
  expect(exitCode('exec', { code: 7, signal: undefined })).toBe(7);
});

test('Ctrl-C is a success for a suite without a command, and a failure for a command', () => {
  expect(exitCode('stay', { code: 0, signal: 'SIGINT' })).toBe(0);
  expect(exitCode('demo', { code: 1, signal: 'SIGINT' })).toBe(0);
  expect(exitCode('exec', { code: 0, signal: 'SIGINT' })).toBe(130);
});

test('a suite that a signal ends has the exit code of that signal', () => {
  expect(exitCode('stay', { code: 0, signal: 'SIGTERM' })).toBe(143);
});
