import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

// `npm run bench`: builds, and runs the bench in an emulator suite. The arguments name the parts to run. Default: all parts.

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    /** Another firebase.json. */
    config: { type: 'string', default: 'firebase.json' },
  },
});
const bench = ['node --expose-gc --import tsx bench/main.ts', ...positionals, ...(values.quick ? ['--quick'] : [])];
const suite = fileURLToPath(import.meta.resolve('emulator-suite/bin'));
const options = ['--config', values.config, '--only', 'auth,firestore'];

process.exitCode =
  run('npm', ['run', '--silent', 'build']) || run('node', [suite, 'exec', ...options, bench.join(' ')]);

function run(command: string, args: string[]): number {
  return spawnSync(command, args, { cwd: ROOT, stdio: 'inherit' }).status ?? 1;
}
