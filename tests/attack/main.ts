import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { suiteCommand } from '../runner/suite-command.ts';
import { clearResults, collectEffects, collectResults } from './attack-results.ts';
import { attackSummary } from './attack-summary.ts';

const USAGE = `Usage: npm run attack [-- <options>]

Runs the groups attack and effects, each in its own emulator suite, and prints the results in the last lines.

  --weakened      weaken the rules, one condition after the other, and prove that the attack finds each
  --help          show this text
  other options   for the launcher of the emulators: --emulators, --config`;

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RESULTS = fileURLToPath(new URL('../results/attack', import.meta.url));

const options = process.argv.slice(2).filter((option) => option !== '--weakened');
process.exitCode = main();

function main(): number {
  if (process.argv.includes('--help')) {
    console.log(USAGE);
    return 0;
  }
  return process.argv.includes('--weakened') ? attackWeakened() : attack();
}

function attack(): number {
  clearResults(RESULTS);
  const vitest = ['npx', 'vitest', 'run', '--project'];
  const codes = [run('database,firestore', [...vitest, 'attack']), run('auth,firestore', [...vitest, 'effects'])];
  console.log(`\n${attackSummary(collectResults(RESULTS), collectEffects(RESULTS))}`);
  return Math.max(...codes);
}

function attackWeakened(): number {
  return run('database,firestore', ['node', '--import', 'tsx', 'tests/attack/weakened.ts']);
}

function run(suite: string, words: readonly string[]): number {
  const [program = '', ...args] = suiteCommand(suite, words, options);
  const env = { ...process.env, ATTACK_RESULTS: RESULTS };
  return spawnSync(program, args, { cwd: ROOT, env, stdio: 'inherit' }).status ?? 1;
}
