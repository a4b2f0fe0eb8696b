import type { CommandLine } from '../command-line.ts';
import type { Outcome } from './cli.ts';

const OF_SIGNAL: Partial<Record<NodeJS.Signals, number>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/** What a shell reports for a signal, except that Ctrl-C is how a suite without a command ends when all is well. */
export function exitCode(mode: CommandLine['mode'], { code, signal }: Outcome): number {
  if (signal === undefined) return code;
  return mode !== 'exec' && signal === 'SIGINT' ? 0 : (OF_SIGNAL[signal] ?? 1);
}
