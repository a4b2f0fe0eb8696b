import { expect, test } from 'vitest';
import { suiteCommand } from './suite-command.ts';

test('the words of a command reach it through the shell of the suite', () => {
  const command = suiteCommand('auth,firestore', ['npx', 'vitest', '-t', "the user's tab"], ['--config', 'other.json']);
  expect(command.slice(2)).toEqual([
    'exec',
    `npx vitest -t 'the user'\\''s tab'`,
    ...['--only', 'auth,firestore', '--config', 'other.json'],
  ]);
});

test('a command that needs no emulators runs as it is', () => {
  expect(suiteCommand('none', ['npx', 'vitest'])).toEqual(['npx', 'vitest']);
});
