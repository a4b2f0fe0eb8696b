import { expect, test } from 'vitest';
import { parseCommandLine } from '../command-line.ts';
import { cliArguments } from './cli-arguments.ts';

const emulators = ['auth', 'database'].map((name) => ({ name, title: name, host: '127.0.0.1', port: undefined }));
const suite = {
  project: 'demo-presence',
  configFile: '/p/firebase.json',
  directory: '/p',
  emulators,
  helpers: [],
  functionsNode: undefined,
};
const COMMON = ['--project', 'demo-presence', '--config', '/p/firebase.json', '--only'];

test('a suite without a command starts the configured emulators', () => {
  expect(cliArguments(parseCommandLine([]), suite, {})).toEqual(['emulators:start', ...COMMON, 'auth,database']);
});

test('the choice of emulators is passed on unchanged', () => {
  const commandLine = parseCommandLine(['demo', '--only', 'functions:presence']);
  expect(cliArguments(commandLine, suite, {})).toEqual(['emulators:start', ...COMMON, 'functions:presence']);
});

test('the folders for data are passed on', () => {
  const commandLine = parseCommandLine(['exec', 'npm test', '--import', '/from', '--export-on-exit', '/to']);
  const args = cliArguments(commandLine, suite, {});
  expect(args.slice(-5, -1)).toEqual(['--import', '/from', '--export-on-exit', '/to']);
});

test('a command gets the configuration folder that the CLI does not get', () => {
  const commandLine = parseCommandLine(['exec', 'npm test']);
  expect(cliArguments(commandLine, suite, {}).at(-1)).toBe('unset XDG_CONFIG_HOME; npm test');
  expect(cliArguments(commandLine, suite, { XDG_CONFIG_HOME: "/it's" }).at(-1)).toBe(
    "export XDG_CONFIG_HOME='/it'\\''s'; npm test",
  );
});
