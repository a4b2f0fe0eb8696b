import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Selection, SelectionError, select, USAGE } from './selection.ts';

// `npm run bench`: builds, and runs the bench in an emulator suite if a part needs one.

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MAIN = ['--expose-gc', '--import', 'tsx', 'bench/main.ts'];

try {
  const selection = select(process.argv.slice(2));
  if (selection.help) console.log(USAGE);
  else process.exitCode = run('npm', ['run', '--silent', 'build']) || bench(selection);
} catch (error) {
  if (!(error instanceof SelectionError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function bench({ parts, quick, kept, config, isOffline }: Selection): number {
  const args = [...MAIN, ...parts, ...(quick ? ['--quick'] : []), ...(kept ? ['--kept'] : [])];
  if (isOffline) return run('node', args);
  const suite = fileURLToPath(import.meta.resolve('emulator-suite/bin'));
  const options = ['--config', config, '--only', 'auth,firestore'];
  return run('node', [suite, 'exec', ...options, ['node', ...args].join(' ')]);
}

function run(command: string, args: string[]): number {
  return spawnSync(command, args, { cwd: ROOT, stdio: 'inherit' }).status ?? 1;
}
