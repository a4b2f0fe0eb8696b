import { expect, test } from 'vitest';
import { parseCommandLine } from './command-line.ts';

test('without arguments the suite of firebase.json stays', () => {
  expect(parseCommandLine([])).toEqual({
    mode: 'stay',
    command: '',
    officialOnly: false,
    only: undefined,
    config: 'firebase.json',
    openBrowser: true,
    schedules: [],
    beside: undefined,
  });
});

test('a command is one argument, and flags may stand on both sides of it', () => {
  expect(parseCommandLine(['exec', '--only', 'auth,database', 'vitest run', '--emulators', 'official'])).toMatchObject({
    mode: 'exec',
    command: 'vitest run',
    only: 'auth,database',
    officialOnly: true,
  });
});

test.each([
  [['exec'], 'exec needs a command'],
  [['exec', 'vitest', 'run'], 'exec "vitest run"'],
  [['demo', 'vitest'], 'Too many arguments'],
  [['serve'], 'Unknown: serve'],
  [['--emulators', 'mine'], '"official" or "auto", not "mine"'],
  [['--loud'], '--loud'],
])('%j is refused with a reason', (args, reason) => {
  expect(() => parseCommandLine(args)).toThrow(reason);
});
