import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { clearResults, collectEffects, collectResults } from './attack-results.ts';
import { attackSummary } from './attack-summary.ts';

// `npm run attack`: the tests of the groups `attack` and `effects` in suites of their own, and what they saw in the last lines. What follows
// `--` goes to the launcher.

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RESULTS = fileURLToPath(new URL('../results/attack', import.meta.url));

process.exitCode = attack(process.argv.slice(2));

function attack(options: string[]): number {
  clearResults(RESULTS);
  const env = { ...process.env, ATTACK_RESULTS: RESULTS };
  const parts = ['test:attack', 'test:effects'].map((part) => {
    const command = ['run', '--silent', part, '--', ...options];
    return spawnSync('npm', command, { cwd: ROOT, env, stdio: 'inherit' }).status ?? 1;
  });
  console.log(`\n${attackSummary(collectResults(RESULTS), collectEffects(RESULTS))}`);
  return Math.max(...parts);
}
