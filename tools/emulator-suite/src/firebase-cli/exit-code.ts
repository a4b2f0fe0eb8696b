import type { CommandLine } from '../command-line.ts';
import type { Outcome } from './cli.ts';

const OF_SIGNAL: Partial<Record<NodeJS.Signals, number>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/** Returns what a shell reports for a signal. Exception: Ctrl-C is the normal end of a suite without a command. */
export function exitCode(mode: CommandLine['mode'], { code, signal }: Outcome): number {
  if (signal === undefined) return code;
  return mode !== 'exec' && signal === 'SIGINT' ? 0 : (OF_SIGNAL[signal] ?? 1);
}
