import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { clearResults, collectResults } from './attack-results.ts';
import { attackSummary } from './attack-summary.ts';

// `npm run attack`: the tests of the group `attack` in a suite of their own, and what they saw in the last lines. What stands behind
// `--` goes to the launcher.

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RESULTS = fileURLToPath(new URL('../results/attack', import.meta.url));

process.exitCode = attack(process.argv.slice(2));

function attack(options: string[]): number {
  clearResults(RESULTS);
  const env = { ...process.env, ATTACK_RESULTS: RESULTS };
  const command = ['run', '--silent', 'test:attack', '--', ...options];
  const { status } = spawnSync('npm', command, { cwd: ROOT, env, stdio: 'inherit' });
  console.log(`\n${attackSummary(collectResults(RESULTS))}`);
  return status ?? 1;
}
