import { expect, test } from 'vitest';
import { suiteCommand } from './suite-command.ts';

test('suiteCommand() quotes the words of a command for the shell of the suite', () => {
  const command = suiteCommand('auth,firestore', ['npx', 'vitest', '-t', "the user's tab"], ['--config', 'other.json']);
  expect(command.slice(2)).toEqual([
    'exec',
    `npx vitest -t 'the user'\\''s tab'`,
    ...['--only', 'auth,firestore', '--config', 'other.json'],
  ]);
});

test('suiteCommand() does not change a command without emulators', () => {
  expect(suiteCommand('none', ['npx', 'vitest'])).toEqual(['npx', 'vitest']);
});
