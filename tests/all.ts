import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { add, countFile, NOTHING, summaryLine } from './summary.ts';

// `npm test`: runs the npm scripts it is given one after the other, stops at the first that fails, says how to run only that one again,
// and closes with one line for all tests that were run. vitest.config.ts puts the results where TEST_RESULTS says.

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const RESULTS = join(ROOT, 'tests', 'results');

process.exitCode = runAll(process.argv.slice(2));

function runAll(parts: readonly string[]): number {
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS);
  const failed = parts.find((part) => !run(part));
  if (failed !== undefined) {
    const notRun = parts.slice(parts.indexOf(failed) + 1);
    console.log(`\n${failed} failed. To run only it: npm run ${failed}`);
    if (notRun.length > 0) console.log(`Not run after that: ${notRun.join(', ')}`);
  }
  const total = parts.map((part) => countFile(resultsOf(part)) ?? NOTHING).reduce(add, NOTHING);
  console.log(`\n${summaryLine(total)}`);
  return failed === undefined ? 0 : 1;
}

function run(part: string): boolean {
  console.log(`\n== ${part}`);
  const env = { ...process.env, TEST_RESULTS: resultsOf(part) };
  const { status } = spawnSync('npm', ['run', '--silent', part], { cwd: ROOT, env, stdio: 'inherit' });
  if (status !== 0) return false;
  if (!runsTests(part) || countFile(resultsOf(part)) !== undefined) return true;
  console.log(`${part} ended well but left no results in ${resultsOf(part)}.`);
  return false;
}

function runsTests(part: string): boolean {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return scripts[part].includes('vitest');
}

function resultsOf(part: string): string {
  return join(RESULTS, `${part}.json`);
}
