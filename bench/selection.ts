import { parseArgs } from 'node:util';
import { CALCULATED, isPartName, PART_NAMES, type PartName, partNames } from './part-names.ts';

/** What the command line asks for. */
export interface Selection {
  readonly parts: readonly PartName[];
  readonly quick: boolean;
  readonly kept: boolean;
  readonly config: string;
  readonly help: boolean;
  /** True if the parts run without emulators. */
  readonly isOffline: boolean;
}

/** The command line is wrong. The message says what is right. */
export class SelectionError extends Error {}

export const USAGE = [
  'npm run bench -- [options] [part …]',
  '',
  'Measures, stores the figures in bench/results, and writes the tables into docs/6-scaling.md. Default: all parts.',
  '',
  ...Object.entries(PART_NAMES).map(([name, what]) => `  ${name.padEnd(16)}${what}`),
  '',
  '  --quick         with small numbers; only prints',
  '  --kept          measures nothing, and writes the tables from the stored figures',
  '  --config <file> another firebase.json, for example with other ports',
  '  --help          this text',
].join('\n');

/** @throws SelectionError */
export function select(args: readonly string[]): Selection {
  const { values, positionals } = parse(args);
  const parts = positionals.filter(isPartName);
  const unknown = positionals.filter((name) => !isPartName(name));
  if (unknown.length > 0) throw new SelectionError(`Unknown part: ${unknown.join(', ')}.\n\n${USAGE}`);
  const selected = parts.length === 0 ? partNames() : parts;
  return { ...values, parts: selected, isOffline: values.kept || selected.every((name) => CALCULATED.includes(name)) };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        quick: { type: 'boolean', default: false },
        kept: { type: 'boolean', default: false },
        config: { type: 'string', default: 'firebase.json' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new SelectionError(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  }
}
