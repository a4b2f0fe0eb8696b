import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readFaultPlan } from './chaos/fault-plan.ts';
import { readExport } from './export-folder.ts';
import { InvalidRequestError } from './invalid-request.ts';
import { parseJson } from './json.ts';
import { RulesError } from './rules/rules-error.ts';
import { parseRules } from './rules/ruleset.ts';
import type { StartOptions } from './start-emulator.ts';
import type { FunctionsAddress } from './triggers/trigger-delivery.ts';

export const USAGE = `Usage: database-emulator [options]

Starts an emulator of the Firebase Realtime Database and runs until Ctrl-C.

  --host <host>            default: 127.0.0.1
  --port <port>            default: 9000; 0 takes a free port
  --rules <file>           the security rules of every database; default: every client reads and writes
  --import <folder>        start with the data of an earlier export, of this emulator or of the Firebase CLI
  --export-on-exit <folder>
                           write the data at the end; the Firebase CLI can import the folder
  --functions_emulator_host <host>, --functions_emulator_port <port>
                           the functions emulator, which gets the events of database triggers
  --single_project_mode <mode>
                           accepted for the Firebase CLI, without effect: every database name is served
  --help                   show this text

Environment:
  RTDB_IDLE_MS             the milliseconds without an answer after which a client is gone; default: 60000
  RTDB_CHAOS               a fault plan as JSON, see README.md
`;

export interface CommandLine {
  readonly help: boolean;
  readonly start: StartOptions;
  /** The folder for the data at the end. */
  readonly exportTo: string | undefined;
}

/** A mistake in the command line. The message says what to change. */
export class CommandLineError extends Error {
  override name = 'CommandLineError';
}

export function readCommandLine(args: readonly string[], env: NodeJS.ProcessEnv): CommandLine {
  const values = parse(args);
  const functions = functionsAddress(values.functions_emulator_host, values.functions_emulator_port);
  const { rules, import: importFrom } = values;
  return {
    help: values.help,
    start: {
      host: values.host,
      port: wholeNumber('--port', values.port, { from: 0, to: 65_535 }),
      ...(functions === undefined ? {} : { functions }),
      ...(rules === undefined ? {} : { rules: readRules(rules) }),
      ...(importFrom === undefined ? {} : { databases: naming('--import', () => readExport(importFrom)) }),
      ...(env.RTDB_IDLE_MS ? { idleMs: wholeNumber('RTDB_IDLE_MS', env.RTDB_IDLE_MS, { from: 1 }) } : {}),
      ...(env.RTDB_CHAOS ? { faults: readFaults(env.RTDB_CHAOS) } : {}),
    },
    exportTo: values['export-on-exit'],
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        host: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string', default: '9000' },
        rules: { type: 'string' },
        import: { type: 'string' },
        'export-on-exit': { type: 'string' },
        functions_emulator_host: { type: 'string' },
        functions_emulator_port: { type: 'string' },
        single_project_mode: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new CommandLineError(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  }
}

function readRules(file: string): string {
  const rules = readText(file);
  naming(`--rules ${file}`, () => parseRules(rules));
  return rules;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandLineError(`--rules: cannot read ${file}: ${error instanceof Error ? error.message : error}`);
  }
}

function readFaults(text: string): unknown {
  return naming('RTDB_CHAOS', () => {
    const faults = parseJson(text);
    readFaultPlan(faults);
    return faults;
  });
}

/** Adds to an error the part of the command from which the wrong value came. */
function naming<Result>(source: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidRequestError || error instanceof RulesError)) throw error;
    throw new CommandLineError(`${source}: ${error.message}`);
  }
}

function functionsAddress(host: string | undefined, port: string | undefined): FunctionsAddress | undefined {
  if (host === undefined && port === undefined) return undefined;
  if (host === undefined || port === undefined) {
    throw new CommandLineError(
      '--functions_emulator_host and --functions_emulator_port need each other, so pass both.',
    );
  }
  return { host, port: wholeNumber('--functions_emulator_port', port, { from: 1, to: 65_535 }) };
}

function wholeNumber(
  name: string,
  text: string,
  { from, to = Number.MAX_SAFE_INTEGER }: { from: number; to?: number },
) {
  const number = Number(text);
  if (text.trim() !== '' && Number.isInteger(number) && number >= from && number <= to) return number;
  const range = to === Number.MAX_SAFE_INTEGER ? `from ${from} up` : `from ${from} to ${to}`;
  throw new CommandLineError(`${name} is "${text}". Pass a whole number ${range}.`);
}
