import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parseCommandLine } from './command-line.ts';

test('without arguments the suite of firebase.json runs until Ctrl-C', () => {
  expect(parseCommandLine([])).toEqual({
    help: false,
    mode: 'stay',
    command: '',
    officialOnly: false,
    only: undefined,
    config: 'firebase.json',
    importFrom: undefined,
    exportTo: undefined,
    openBrowser: true,
    schedules: [],
    beside: undefined,
  });
});

test('a command is one argument, with options before and after it', () => {
  expect(parseCommandLine(['exec', '--only', 'auth,database', 'vitest run', '--emulators', 'official'])).toMatchObject({
    mode: 'exec',
    command: 'vitest run',
    only: 'auth,database',
    officialOnly: true,
  });
});

test('data is imported from one folder and exported to another', () => {
  expect(parseCommandLine(['--export-on-exit', 'to', '--import', 'from'])).toMatchObject({
    importFrom: resolve('from'),
    exportTo: resolve('to'),
  });
});

test.each([
  ['at the end', ['--import', 'from', '--export-on-exit']],
  ['before another option', ['--export-on-exit', '--import', 'from']],
])('an export without a folder goes to the folder of the import: %s', (_, args) => {
  expect(parseCommandLine(args).exportTo).toBe(resolve('from'));
});

test('exec accepts an export to a folder', () => {
  const { command, exportTo } = parseCommandLine(['exec', 'npm test', '--export-on-exit=data']);
  expect({ command, exportTo }).toEqual({ command: 'npm test', exportTo: resolve('data') });
});

test.each([
  [['--export-on-exit'], '--export-on-exit needs a folder'],
  [['exec'], 'exec needs a command'],
  [['exec', 'vitest', 'run'], 'exec "vitest run"'],
  [['demo', 'vitest'], 'Too many arguments'],
  [['serve'], 'Unknown: serve'],
  [['exec', 'vitest', '--schedule', 'sweepLeases=60'], 'exec has no --schedule'],
  [['exec', 'vitest', '--beside', 'people.ts'], 'Only demo has --beside'],
  [['--emulators', 'mine'], '"official" or "auto", not "mine"'],
  [['--loud'], '--loud'],
])('%j is rejected with a reason', (args, reason) => {
  expect(() => parseCommandLine(args)).toThrow(reason);
});
