import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readCommandLine } from './command-line.ts';

const THIS_FILE = fileURLToPath(import.meta.url);

test.each<[string, string[], Record<string, string>, string]>([
  ['a port that is no number', ['--port', 'x'], {}, '--port is "x". Pass a whole number from 0 to 65535.'],
  ['a file of rules that is missing', ['--rules', '/missing'], {}, '--rules: cannot read /missing'],
  ['rules with an error', ['--rules', THIS_FILE], {}, `--rules ${THIS_FILE}: 1:1`],
  ['a folder without an export', ['--import', '/missing'], {}, '--import: /missing holds no export'],
  ['half of an address', ['--functions_emulator_host', 'x'], {}, '--functions_emulator_port need each other'],
  ['a time that is none', [], { RTDB_IDLE_MS: 'soon' }, 'RTDB_IDLE_MS is "soon"'],
  ['an unknown fault', [], { RTDB_CHAOS: '{"event": []}' }, 'RTDB_CHAOS: A fault plan has no field "event"'],
])('%s is an error that names it', (_, args, env, message) => {
  expect(() => readCommandLine(args, env)).toThrow(message);
});
