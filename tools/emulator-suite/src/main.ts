import firebaseTools from 'firebase-tools/package.json' with { type: 'json' };
import { refuseBusyPorts } from './busy-ports.ts';
import { type CommandLine, parseCommandLine, USAGE } from './command-line.ts';
import { runBeside } from './demo/beside.ts';
import { showDemo } from './demo/demo.ts';
import { endWithNpm } from './end-with-npm.ts';
import { type CliCall, runCli } from './firebase-cli/cli.ts';
import { cliArguments } from './firebase-cli/cli-arguments.ts';
import { cliEnvironment, suiteEnvironment } from './firebase-cli/environment.ts';
import { exitCode } from './firebase-cli/exit-code.ts';
import { isNoise, isReady } from './firebase-cli/output.ts';
import { createRunFolder, type RunFolder, removeRunFolder } from './firebase-cli/run-folder.ts';
import { oldestJavaFor, requireJava, searchJava } from './java/java.ts';
import { LauncherError } from './launcher-error.ts';
import { startMetadataServer } from './metadata-server.ts';
import { findFunctionsNode } from './node/functions-node.ts';
import { keepSchedules, parseSchedule } from './schedules/schedules.ts';
import type { Downloaded } from './sources/official-emulator.ts';
import { chooseSources, describeSources, needsJava } from './sources/sources.ts';
import { readSuite, type Suite } from './suite.ts';

// Starts the Firebase emulator suite: reads firebase.json, chooses the source of each emulator, runs the firebase CLI, and leaves no
// process running.

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof LauncherError)) throw error;
  console.error(`\n${error.message}\n`);
  process.exitCode = 1;
}

async function main(): Promise<number> {
  if (process.platform === 'win32') {
    throw new LauncherError('The emulators do not run on Windows itself. Run them in WSL: https://aka.ms/wsl');
  }
  const commandLine = parseCommandLine(process.argv.slice(2));
  if (commandLine.help) {
    console.log(USAGE);
    return 0;
  }
  const suite = readSuite(commandLine.config, commandLine.only);
  endWithNpm(process.env);
  const folder = createRunFolder();
  try {
    return exitCode(commandLine.mode, await runCli(await prepare(commandLine, suite, folder)));
  } finally {
    removeRunFolder(folder);
  }
}

async function prepare(commandLine: CommandLine, suite: Suite, folder: RunFolder): Promise<CliCall> {
  await refuseBusyPorts([...suite.emulators, ...suite.helpers]);
  const names = suite.emulators.map(({ name }) => name);
  const java = await searchJava(process.env, oldestJavaFor(firebaseTools.version));
  // Before a download that would be useless without Java.
  if (names.includes('firestore')) requireJava(java);
  const base = { directory: suite.directory, started: folder.started, env: cliEnvironment(process.env, folder) };
  const sources = await chooseSources(names, {
    officialOnly: commandLine.officialOnly,
    hasJava: java.path !== undefined,
    env: process.env,
    download: (name) => download(name, base),
  });
  for (const line of describeSources(sources)) console.log(line);
  const node = names.includes('functions') ? findFunctionsNode(suite.functionsNode) : undefined;
  if (node) console.log(node.description);
  if (commandLine.mode === 'demo') console.log('The emulators are starting.');
  return {
    ...base,
    node: node?.path,
    args: cliArguments(commandLine, suite, process.env),
    env: suiteEnvironment(base.env, {
      project: suite.project,
      folder,
      sources,
      metadataHost: (await startMetadataServer()).host,
      java: needsJava(sources) ? requireJava(java) : undefined,
    }),
    exportsAtEnd: commandLine.exportTo !== undefined,
    onLine: lineHandler(commandLine, suite),
  };
}

async function download(name: Downloaded, base: Omit<CliCall, 'args'>): Promise<void> {
  const { signal } = await runCli({ ...base, args: [`setup:emulators:${name}`] });
  if (signal) throw new LauncherError('Stopped.');
}

/** In `exec` mode, the command writes to the terminal itself, with colours and keys. */
function lineHandler({ mode, openBrowser, beside, schedules }: CommandLine, suite: Suite): CliCall['onLine'] {
  if (mode === 'exec') return undefined;
  const parsed = schedules.map(parseSchedule);
  return (line) => {
    if (mode === 'stay' || !isNoise(line)) console.log(line);
    if (!isReady(line)) return;
    keepSchedules(suite, parsed);
    if (mode !== 'demo') return;
    const ready = beside === undefined ? Promise.resolve() : runBeside(beside);
    void ready.then(() => showDemo(suite, openBrowser));
  };
}
