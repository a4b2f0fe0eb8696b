import { expect, test } from 'vitest';
import { OptionError, optionsIn, USAGE } from './options.ts';
import { TYPICAL } from './usage.ts';

test('without options, the app is typical and all targets are shown', () => {
  expect(optionsIn([])).toEqual({ app: TYPICAL, targets: ['firestore', 'database', 'both'], help: false });
});

test('each option changes its number', () => {
  const { app, targets } = optionsIn('--users 5 --sessions 2 --lists 0 --contacts 0 --target database'.split(' '));
  expect(app).toEqual({ ...TYPICAL, users: 5, sessionsPerDay: 2, listsPerSession: 0, contacts: 0 });
  expect(targets).toEqual(['database']);
});

test.each([
  [['--users', 'many'], "--users is 'many'"],
  [['--users', '0'], "--users is '0'"],
  [['--target', 'redis'], "--target is 'redis'. Choose firestore, database, both."],
  [['--user', '5'], 'npm run simulate'],
])('%j is an error with the usage', (args, message) => {
  expect(() => optionsIn(args)).toThrow(OptionError);
  expect(() => optionsIn(args)).toThrow(message);
});

test('the usage names every option', () => {
  for (const name of ['users', 'sessions', 'minutes', 'contacts', 'lists', 'renewal', 'peak', 'target', 'help'])
    expect(USAGE).toContain(`--${name}`);
});
