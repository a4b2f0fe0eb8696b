import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import type { Figure } from './figure.ts';

const RESULTS = new URL('results/', import.meta.url);

/** What was seen in one run of one part, and where. */
export interface Result {
  readonly part: string;
  readonly commit: string;
  /** Whether files were changed since that commit, other than what the bench itself writes. */
  readonly changed: boolean;
  readonly date: string;
  readonly machine: string;
  readonly figures: readonly Figure[];
}

/** Keeps the figures of one part. */
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

/** What ran the bench. */
export const MACHINE = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, ${process.platform}`;

/** Where and when each part was measured last. */
export function machineTable(): string {
  const rows = readAll().map(
    ({ part, date, commit, changed, machine }) =>
      `| ${part} | ${date} | ${commit}${changed ? ', changed' : ''} | ${machine} |`,
  );
  return ['| Part | Date | Commit | Machine |', '|---|---|---|---|', ...rows].join('\n');
}

/** What was seen of a part last. */
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
