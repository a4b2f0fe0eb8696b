import type { RulesTestEnvironment } from '@firebase/rules-unit-testing';
import { deployed } from '../kit/deployed.ts';

/** Which expressions of the rules were ever evaluated, and to what. */
export interface RuleCoverage {
  expressions: number;
  /** One line for each that was never evaluated, or always with the same answer. */
  gaps: string[];
}

/** The emulator counts for each project apart, so this needs every project that was used. */
export async function firestoreCoverage(projects: RulesTestEnvironment[]): Promise<RuleCoverage> {
  const reports = await Promise.all(
    projects.map(({ emulators, projectId }) =>
      read(`${urlOf(emulators.firestore)}/emulator/v1/projects/${projectId}:ruleCoverage`),
    ),
  );
  return coverage('firestore.rules', reports.flat());
}

/** The same of the Realtime Database; null if its emulator reports in another form than ours. */
export async function databaseCoverage({ emulators, projectId }: RulesTestEnvironment): Promise<RuleCoverage | null> {
  const report = await read(`${urlOf(emulators.database)}/.inspect/coverage.json?ns=${projectId}`);
  return report.every(({ sourcePosition }) => sourcePosition) ? coverage('database.rules.json', report) : null;
}

type Outcome = 'true' | 'false' | 'an error' | 'a value';
type Outcomes = Map<string, Set<Outcome>>;

/** One expression of the rules as the emulator counted it; a value without any entry was skipped by a shorter answer. */
interface Expression {
  sourcePosition: { line: number; column: number; currentOffset: number; endOffset: number };
  values?: { value: Record<string, unknown> }[];
  children?: Expression[];
}

async function read(url: string): Promise<Expression[]> {
  const response = await fetch(url, { headers: { authorization: 'Bearer owner' } });
  const { report = [] }: { report?: Expression[] } = await response.json();
  return report;
}

function urlOf(emulator: { host: string; port: number } | undefined): string {
  if (emulator === undefined) throw new Error('The project lacks the database of which the coverage is asked for');
  return `http://${emulator.host}:${emulator.port}`;
}

function coverage(file: Parameters<typeof deployed>[0], report: Expression[]): RuleCoverage {
  const outcomes: Outcomes = new Map();
  for (const expression of report) collect(file, expression, outcomes);
  if (outcomes.size === 0) return { expressions: 0, gaps: ['no rule was evaluated'] };
  const gaps = [...outcomes].filter(([, seen]) => !isCovered(seen));
  return {
    expressions: outcomes.size,
    gaps: gaps.map(([place, seen]) => `${place} was ${[...seen].join(' or ') || 'never evaluated'}`),
  };
}

function collect(
  file: Parameters<typeof deployed>[0],
  { sourcePosition, values = [], children = [] }: Expression,
  outcomes: Outcomes,
): void {
  const { line, column, currentOffset, endOffset } = sourcePosition;
  const text = deployed(file).slice(currentOffset, endOffset);
  const place = `${file}:${line}:${column} ${text}`;
  const seen = outcomes.get(place) ?? new Set();
  outcomes.set(place, seen);
  // A constant has one answer: it is enough that somebody asked.
  if (values.length > 0 && /^(true|false)$/.test(text)) seen.add('a value');
  for (const { value } of values) {
    for (const kind of Object.keys(value)) seen.add(outcome(kind, value[kind]));
  }
  for (const child of children) collect(file, child, outcomes);
}

function outcome(kind: string, value: unknown): Outcome {
  if (kind === 'boolValue') return value === true ? 'true' : 'false';
  return kind === 'undefined' ? 'an error' : 'a value';
}

/** A condition that is always true guards nothing, and one that is always false allows nothing. */
function isCovered(seen: Set<Outcome>): boolean {
  return seen.has('a value') || (seen.has('true') && seen.has('false'));
}
