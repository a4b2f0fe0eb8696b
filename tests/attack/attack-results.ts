import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AttackReport } from './attack-report.ts';

/*
 * Where `npm run attack` finds what the tests saw: a file for each database, in the folder that ATTACK_RESULTS names.
 */

export function leaveResults(database: string, report: AttackReport): void {
  const folder = process.env.ATTACK_RESULTS;
  if (folder) writeFileSync(join(folder, `${database}.json`), JSON.stringify(report));
}

export function clearResults(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

export function collectResults(folder: string): Record<string, AttackReport> {
  const files = readdirSync(folder).sort();
  return Object.fromEntries(
    files.map((file) => [file.replace(/\.json$/, ''), JSON.parse(readFileSync(join(folder, file), 'utf8'))]),
  );
}
