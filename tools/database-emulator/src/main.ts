import { CommandLineError, readCommandLine, USAGE } from './command-line.ts';
import { writeExport } from './export-folder.ts';
import { InvalidRequestError } from './invalid-request.ts';
import { type DatabaseEmulator, type StartOptions, startEmulator } from './start-emulator.ts';

// The command `database-emulator`.

try {
  const { help, start, exportTo } = readCommandLine(process.argv.slice(2), process.env);
  if (help) console.log(USAGE);
  else await run(start, exportTo);
} catch (error) {
  if (!(error instanceof CommandLineError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function run(options: StartOptions, exportTo: string | undefined): Promise<void> {
  const emulator = await startOrExplain(options);
  console.log(`Realtime Database emulator (Node) listening on http://${emulator.host}:${emulator.port}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end(emulator, exportTo));
}

async function startOrExplain(options: StartOptions): Promise<DatabaseEmulator> {
  try {
    return await startEmulator(options);
  } catch (error) {
    if (isBusyPort(error)) {
      throw new CommandLineError(`Port ${options.port} of ${options.host} is in use. Pass another one with --port.`);
    }
    throw error instanceof InvalidRequestError ? new CommandLineError(`--import: ${error.message}`) : error;
  }
}

function isBusyPort(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

/** The disconnect writes of the clients belong to the data. */
async function end(emulator: DatabaseEmulator, exportTo: string | undefined): Promise<void> {
  await emulator.close();
  if (exportTo !== undefined) writeExport(exportTo, emulator.databases());
  process.exit(0);
}
