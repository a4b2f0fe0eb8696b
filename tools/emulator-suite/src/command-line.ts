import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LauncherError } from './launcher-error.ts';

export interface CommandLine {
  readonly help: boolean;
  /** `stay`: until Ctrl-C. `demo`: the same, with little output and the demo's address. `exec`: until the command has ended. */
  readonly mode: 'stay' | 'demo' | 'exec';
  readonly command: string;
  readonly officialOnly: boolean;
  readonly only: string | undefined;
  readonly config: string;
  /** The folder with the data that the emulators start with, absolute. */
  readonly importFrom: string | undefined;
  /** The folder to which the emulators export their data at the end, absolute. */
  readonly exportTo: string | undefined;
  readonly openBrowser: boolean;
  /** Scheduled functions, and how often each runs: `sweepLeases=60`. */
  readonly schedules: readonly string[];
  /** A program that runs until the demo ends. */
  readonly beside: string | undefined;
}

export const USAGE = `Usage: emulator-suite [demo | exec "<command>"] [options]

  (nothing)             start the emulator suite and run it until Ctrl-C
  demo                  the same, with little output and the address of the demo
  exec "<command>"      start the suite, run the command in it, stop the suite, exit with the command's exit code

  --emulators official  use only the emulators that firebase-tools downloads, never a substitute
  --only <names>        only these emulators, as in firebase: auth,database,firestore,functions,hosting
  --config <file>       another firebase.json
  --import <folder>     start with the data of an earlier export in the folder
  --export-on-exit [<folder>]
                        export the data to the folder at the end; default: the folder of --import
  --no-open             do not open a browser (demo)
  --schedule <f>=<s>    call the scheduled function f every s seconds; can be repeated (stay, demo)
  --beside <file>       a TypeScript program that runs in Node until the demo ends. The address is shown after the program has called
                        process.send (demo)
  --help                show this text`;

const EXPORT = 'export-on-exit';

export function parseCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parse(args);
  const [mode = 'stay', command = '', ...rest] = positionals;
  if (mode !== 'stay' && mode !== 'demo' && mode !== 'exec') throw new LauncherError(`Unknown: ${mode}\n\n${USAGE}`);
  if (mode === 'exec' && command.trim() === '') throw new LauncherError(`exec needs a command.\n\n${USAGE}`);
  if (rest.length > 0 || (mode !== 'exec' && command !== '')) {
    throw new LauncherError(`Too many arguments. Put the command in quotes: exec "${positionals.slice(1).join(' ')}"`);
  }
  if (values.emulators !== 'auto' && values.emulators !== 'official') {
    throw new LauncherError(`--emulators is either "official" or "auto", not "${values.emulators}".`);
  }
  // An option without effect would look as if it had one.
  if (mode === 'exec' && values.schedule.length > 0) throw new LauncherError(`exec has no --schedule.\n\n${USAGE}`);
  if (mode !== 'demo' && values.beside !== undefined) throw new LauncherError(`Only demo has --beside.\n\n${USAGE}`);
  const importFrom = values.import === undefined ? undefined : resolve(values.import);
  return {
    help: values.help,
    mode,
    command,
    officialOnly: values.emulators === 'official',
    only: values.only,
    config: values.config,
    importFrom,
    exportTo: exportFolder(values[EXPORT], importFrom),
    openBrowser: !values['no-open'],
    schedules: values.schedule,
    beside: values.beside,
  };
}

/** Absolute, because firebase-tools runs in the folder of firebase.json, which can be another one. */
function exportFolder(value: string | undefined, importFrom: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const folder = value === '' ? importFrom : resolve(value);
  if (folder === undefined) throw new LauncherError(`--${EXPORT} needs a folder, or --import with one.\n\n${USAGE}`);
  return folder;
}

/** parseArgs has no option with an optional value. */
function withExportValue(args: readonly string[]): string[] {
  return args.map((arg, index) => {
    const next = args[index + 1];
    return arg === `--${EXPORT}` && (next === undefined || next.startsWith('-')) ? `${arg}=` : arg;
  });
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: withExportValue(args),
      allowPositionals: true,
      options: {
        emulators: { type: 'string', default: 'auto' },
        only: { type: 'string' },
        config: { type: 'string', default: 'firebase.json' },
        import: { type: 'string' },
        [EXPORT]: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        schedule: { type: 'string', multiple: true, default: [] },
        beside: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new LauncherError(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  }
}
