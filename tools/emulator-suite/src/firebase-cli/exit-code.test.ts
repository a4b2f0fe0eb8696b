import { expect, test } from 'vitest';
import { exitCode } from './exit-code.ts';

test('the code of the command comes back', () => {
  expect(exitCode('exec', { code: 7, signal: undefined })).toBe(7);
});

test('Ctrl-C is the good end of a suite that stays, and the bad one of a command', () => {
  expect(exitCode('stay', { code: 0, signal: 'SIGINT' })).toBe(0);
  expect(exitCode('demo', { code: 1, signal: 'SIGINT' })).toBe(0);
  expect(exitCode('exec', { code: 0, signal: 'SIGINT' })).toBe(130);
});

test('a suite that is told to end says by which signal', () => {
  expect(exitCode('stay', { code: 0, signal: 'SIGTERM' })).toBe(143);
});
