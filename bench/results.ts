import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import type { Figure } from './figure.ts';

const RESULTS = new URL('results/', import.meta.url);

/** The figures of one run of one part, and where they were measured. */
export interface Result {
  readonly part: string;
  readonly commit: string;
  /** True if files differ from that commit, except those that the bench itself writes. */
  readonly changed: boolean;
  readonly date: string;
  readonly machine: string;
  readonly figures: readonly Figure[];
}

/** Stores the figures of one part. */
export function keep(part: string, figures: readonly Figure[]): void {
  const result: Result = {
    part,
    commit: git('rev-parse', '--short', 'HEAD'),
    changed: git('status', '--porcelain', '--', '.', ':!bench/results', ':!docs').length > 0,
    date: new Date().toISOString().slice(0, 10),
    machine: MACHINE,
    figures,
  };
  write(`${part}.json`, result);
}

/** The machine that runs the bench. */
export const MACHINE = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, ${process.platform}`;

/** When and where each part was measured last. */
export function machineTable(): string {
  const rows = readAll().map(
    ({ part, date, commit, changed, machine }) =>
      `| ${part} | ${date} | ${commit}${changed ? ', changed' : ''} | ${machine} |`,
  );
  return ['| Part | Date | Commit | Machine |', '|---|---|---|---|', ...rows].join('\n');
}

/** Reads the last result of a part. */
export function read(part: string): Result {
  return JSON.parse(readFileSync(new URL(`${part}.json`, RESULTS), 'utf8'));
}

function readAll(): Result[] {
  const files = readdirSync(RESULTS).filter((name) => name.endsWith('.json'));
  return files.sort().map((name) => read(name.replace('.json', '')));
}

function write(name: string, content: unknown): void {
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(new URL(name, RESULTS), `${JSON.stringify(content, null, 2)}\n`);
}

function git(...command: string[]): string {
  return execFileSync('git', command, { encoding: 'utf8', cwd: new URL('..', import.meta.url) }).trim();
}
