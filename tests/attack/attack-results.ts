import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Measured } from '../effects/measure.ts';
import type { AttackReport } from './attack-report.ts';

/*
 * `npm run attack` reads the results of the tests here: a file for each database, in the folder that ATTACK_RESULTS names.
 */

export function leaveResults(database: string, report: AttackReport): void {
  const folder = process.env.ATTACK_RESULTS;
  if (folder) writeFileSync(join(folder, `${database}.json`), JSON.stringify(report));
}

/** Writes the effects of accepted operations into another file of that folder. */
export function leaveEffects(effects: readonly Measured[]): void {
  const folder = process.env.ATTACK_RESULTS;
  if (folder) writeFileSync(join(folder, EFFECTS_FILE), JSON.stringify(effects));
}

/** Reads the effects; empty if they were not measured. */
export function collectEffects(folder: string): Measured[] {
  const file = join(folder, EFFECTS_FILE);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

const EFFECTS_FILE = 'effects.json';

export function clearResults(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

export function collectResults(folder: string): Record<string, AttackReport> {
  const files = readdirSync(folder)
    .filter((file) => file !== EFFECTS_FILE)
    .sort();
  return Object.fromEntries(
    files.map((file) => [file.replace(/\.json$/, ''), JSON.parse(readFileSync(join(folder, file), 'utf8'))]),
  );
}
