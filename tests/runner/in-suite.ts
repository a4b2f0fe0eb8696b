import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { suiteCommand } from './suite-command.ts';

// `in-suite.ts <emulators> <file> [options]` builds, and runs a program in an emulator suite.

const [emulators = 'all', file = '', ...options] = process.argv.slice(2);
const folder = fileURLToPath(new URL('../..', import.meta.url));

process.exitCode =
  run(['npm', 'run', '--silent', 'build']) ||
  run(suiteCommand(emulators, ['node', '--import', 'tsx', file, ...options]));

function run([program = '', ...args]: readonly string[]): number {
  return spawnSync(program, args, { cwd: folder, stdio: 'inherit' }).status ?? 1;
}
