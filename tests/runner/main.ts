import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Commands } from './commands.ts';
import { runSteps } from './lanes.ts';
import { onOtherPorts } from './other-ports.ts';
import { type Lane, laneOf, namesOf, type Part, STEPS } from './parts.ts';
import { type Selection, SelectionError, select, USAGE } from './selection.ts';
import { suiteCommand } from './suite-command.ts';
import { add, countFile, NOTHING, summaryLine } from './summary.ts';

// `npm test` runs the parts, stops at the first failure, and prints the command that repeats only the failed part. Its last line counts
// all tests. vitest.config.ts writes the results of each part into the file that TEST_RESULTS names.

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RESULTS = join(ROOT, 'tests', 'results');

const commands = new Commands();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => commands.stop(signal));

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SelectionError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(USAGE);
    return 0;
  }
  const selection = select(args);
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS);
  const failed = await runAll(selection);
  const total = selection.parts.map((part) => countFile(resultsOf(part)) ?? NOTHING).reduce(add, NOTHING);
  console.log(`\n${summaryLine(total)}`);
  return failed.length === 0 ? 0 : 1;
}

/** Returns the parts that failed. Runs the build first, because the other parts read its output. */
async function runAll(selection: Selection): Promise<readonly Part[]> {
  const steps = STEPS.map((step) => lanesOf(selection.parts.filter((part) => part.step === step)));
  const isAlone = (part: Part) => steps.some((lanes) => lanes.length === 1 && lanes.flat().includes(part));
  const { failed, notRun } = await runSteps(steps, (part) => run(part, selection, isAlone(part)));
  for (const part of failed) {
    console.log(`\n${titleOf(part)} failed. To run only that: npm test -- ${namesOf(part).join(' ')}`);
  }
  if (notRun.length > 0) console.log(`Not run after that: ${notRun.map(titleOf).join('; ')}`);
  return failed;
}

function lanesOf(parts: readonly Part[]): readonly (readonly Part[])[] {
  const inLane = (lane: Lane) => parts.filter((part) => laneOf(part) === lane);
  return [inLane('main'), inLane('side')].filter((lane) => lane.length > 0);
}

async function run(part: Part, selection: Selection, isLive: boolean): Promise<boolean> {
  console.log(isLive ? `\n== ${titleOf(part)}` : `Started: ${titleOf(part)}`);
  const begin = performance.now();
  const env = { ...process.env, TEST_RESULTS: resultsOf(part) };
  const { succeeded, output } = await commands.run(commandOf(part, selection), { folder: ROOT, env, isLive });
  if (!isLive) console.log(`\n== ${titleOf(part)}\n${output}`);
  const hasResults = part.kind === 'command' || countFile(resultsOf(part)) !== undefined;
  if (succeeded && !hasResults) console.log(`${titleOf(part)} left no results in ${resultsOf(part)}.`);
  const passed = succeeded && hasResults;
  console.log(
    `== ${titleOf(part)} ${passed ? 'passed' : 'failed'} after ${Math.round((performance.now() - begin) / 1000)} s`,
  );
  return passed;
}

function commandOf(part: Part, { vitestOptions, launcherOptions }: Selection): string[] {
  if (part.kind === 'command') return [...part.words];
  const options = part.lane === 'side' && part.suite !== 'none' ? onOtherPorts(launcherOptions, ROOT) : launcherOptions;
  const projects = part.groups.flatMap((group) => ['--project', group]);
  return suiteCommand(part.suite, ['npx', 'vitest', 'run', ...projects, ...vitestOptions], options);
}

function titleOf(part: Part): string {
  return namesOf(part).join(', ');
}

function resultsOf(part: Part): string {
  return join(RESULTS, `${namesOf(part).join('-')}.json`);
}
