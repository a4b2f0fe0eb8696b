import { Command, CommanderError } from 'commander';
import { doctor } from './doctor/doctor.ts';
import { CANNOT_RUN, CannotRun, type ExitCode, FINE } from './exit-code.ts';
import { explain } from './explain/explain.ts';
import { FileProblem } from './file-problem.ts';
import { type InitOptions, init, undoInit } from './init/init.ts';
import { Unreachable } from './online/backend.ts';
import { NotConnected } from './online/connect.ts';
import type { AppOptions } from './project/app.ts';
import { type RepairOptions, repair } from './repair/repair.ts';
import type { Terminal } from './terminal.ts';

/** What this package says about itself. */
export interface Release {
  version: string;
  /** The versions of firebase that it supports. */
  firebase: string;
}

/** Runs a command line, without the names of the program. */
export async function run(words: readonly string[], release: Release, terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = FINE;
  const program = programOf(release, terminal, (exitCode) => {
    code = exitCode;
  });
  try {
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? FINE : CANNOT_RUN;
    terminal.err(shownError(error));
    return CANNOT_RUN;
  }
}

/** @throws the error itself if it is a mistake of this program */
function shownError(error: unknown): string {
  if (error instanceof FileProblem || error instanceof CannotRun) return `${error.message}\nFix: ${error.fix}`;
  if (error instanceof NotConnected || error instanceof Unreachable) return `Cannot read the project: ${error.message}`;
  throw error;
}

function programOf(release: Release, terminal: Terminal, end: End): Command {
  const program = new Command('firebase-presence')
    .description('Sets up presence in a Firebase project, and finds out why it does not work.')
    .usage('<command> [options]')
    .version(release.version, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .helpCommand(false)
    .addHelpText('after', EXIT_CODES);
  initCommand(program, release, terminal, end);
  doctorCommand(program, release, terminal, end);
  explainCommand(program, terminal, end);
  repairCommand(program, terminal, end);
  for (const command of [program, ...program.commands]) speakPlainly(command, program, terminal);
  return program;
}

const EXIT_CODES = `
Each command prints its options with --help.
Exit codes: 0 nothing is wrong, 1 something is to correct, 2 the command could not run.`;

type End = (code: ExitCode) => void;

function initCommand(program: Command, { version }: Release, terminal: Terminal, end: End): void {
  program
    .command('init')
    .description('merge presence into the rules, indexes and functions of a project')
    .option('--yes', 'write without a question')
    .option('--undo', 'take back what init changed, and nothing else')
    .option('--replace', 'replace rules of the app for the paths of presence')
    .option('--region <region>', 'the region of the Realtime Database')
    .option('--firestore-database <id>', 'the id of the Firestore database for the statuses')
    .option('--collection <path>', 'the Firestore collection for the statuses; default: status')
    .option('--package <package>', 'an npm package with the functions, or its path')
    .option('--directory <folder>', 'a folder of the project with the functions')
    .option('--no-install', 'do not install the functions')
    .option('--json', 'print what changes as JSON')
    .action(async ({ undo = false, ...flags }: Partial<InitOptions> & { undo?: boolean }) => {
      const command = undo ? undoInit : init;
      end(await command(process.cwd(), { ...INIT_DEFAULTS, ...flags, version }, terminal));
    });
}

const INIT_DEFAULTS = { yes: false, replace: false, json: false, install: true, firestoreDatabase: '(default)' };

function doctorCommand(program: Command, { firebase }: Release, terminal: Terminal, end: End): void {
  withProject(program.command('doctor'))
    .description('find what cannot work in a project, and how to correct it')
    .action(async ({ json = false, ...options }: ProjectFlags) => {
      end(await doctor(process.cwd(), { ...options, json, supported: { firebase } }, terminal));
    });
}

function explainCommand(program: Command, terminal: Terminal, end: End): void {
  withProject(program.command('explain').argument('<uid>', 'the uid of the user'))
    .description('say why others see a user online or offline')
    .action(async (uid: string, { json = false, ...options }: ProjectFlags) => {
      end(await explain(process.cwd(), uid, { ...options, json }, terminal));
    });
}

function repairCommand(program: Command, terminal: Terminal, end: End): void {
  program
    .command('repair')
    .description('correct incorrect statuses, connections and rooms')
    .option('--dry-run', 'only report what is incorrect')
    .option('--end-flat-records', 'first end the records of documentation-style clients')
    .option('--project <id>', 'the Firebase project; default: that of .firebaserc')
    .option('--database-url <url...>', 'the Realtime Databases; default: that of the sources')
    .option('--firestore-database <id>', 'the Firestore database of the statuses')
    .option('--collection <path>', 'the Firestore collection of the statuses')
    .option('--batch <n>', 'how many documents or nodes it reads at once; default: 200')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nNeeds firebase-admin, and signs in as it does: GOOGLE_APPLICATION_CREDENTIALS.')
    .action(async (flags: Partial<RepairOptions>) => {
      end(await repair(process.cwd(), { ...REPAIR_DEFAULTS, ...flags }, terminal));
    });
}

const REPAIR_DEFAULTS = { json: false, dryRun: false, endFlatRecords: false, batch: '200' };

interface ProjectFlags extends AppOptions {
  json?: boolean;
  databaseUrl?: string;
}

/** The options of the commands that read a project. */
function withProject(command: Command): Command {
  return command
    .option('--project <id>', 'the Firebase project; default: that of .firebaserc')
    .option('--database-url <url>', 'the Realtime Database; default: that of the sources')
    .option('--firestore-database <id>', 'the Firestore database of the statuses')
    .option('--collection <path>', 'the Firestore collection of the statuses')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', ONLINE);
}

const ONLINE = `
Reads the emulators if FIREBASE_DATABASE_EMULATOR_HOST and FIRESTORE_EMULATOR_HOST
are set. Reads the cloud with GOOGLE_OAUTH_ACCESS_TOKEN, or with
GOOGLE_APPLICATION_CREDENTIALS if firebase-admin is installed.`;

/** Errors say what is known. */
function speakPlainly(command: Command, program: Command, terminal: Terminal): void {
  command
    .exitOverride()
    .allowExcessArguments(false)
    .showSuggestionAfterError(true)
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
      outputError: (text, write) => {
        const message = text.replace(/^error: (.)/, (_, first: string) => first.toUpperCase()).trimEnd();
        write(`${message}\n${knownTo(command, program)}`);
      },
    });
}

function knownTo(command: Command, program: Command): string {
  if (command === program) return `Commands: ${program.commands.map((one) => one.name()).join(', ')}`;
  const options = command.options.map(({ long, short }) => long ?? short ?? '');
  return `Options of ${command.name()}: ${[...options, '--help'].join(', ')}`;
}
