import type { RulesTestEnvironment } from '@firebase/rules-unit-testing';
import { deployed } from '../kit/deployed.ts';

/** The expressions of the rules that an emulator evaluated, and the results. */
export interface RuleCoverage {
  expressions: number;
  /** One line for each expression that was never evaluated, or always with the same result. */
  gaps: string[];
}

/** Needs all projects of the test, because the emulator counts each project separately. */
export async function firestoreCoverage(
  projects: RulesTestEnvironment[],
  rules: string = deployed('firestore.rules'),
): Promise<RuleCoverage> {
  const reports = await Promise.all(
    projects.map(({ emulators, projectId }) =>
      read(`${urlOf(emulators.firestore)}/emulator/v1/projects/${projectId}:ruleCoverage`),
    ),
  );
  return coverage({ name: 'firestore.rules', text: rules }, reports.flat());
}

/** The same for the Realtime Database; null if its emulator reports in another format than ours. */
export async function databaseCoverage({ emulators, projectId }: RulesTestEnvironment): Promise<RuleCoverage | null> {
  const report = await read(`${urlOf(emulators.database)}/.inspect/coverage.json?ns=${projectId}`);
  return report.every(({ sourcePosition }) => sourcePosition)
    ? coverage({ name: 'database.rules.json', text: deployed('database.rules.json') }, report)
    : null;
}

type Outcome = 'true' | 'false' | 'an error' | 'a value';
type Outcomes = Map<string, Set<Outcome>>;

/** One expression of the rules as the emulator counted it. Without an entry in `values`, it was not evaluated. */
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
  if (emulator === undefined)
    throw new Error('The project has no emulator of the database whose coverage was requested.');
  return `http://${emulator.host}:${emulator.port}`;
}

interface RulesFile {
  name: string;
  text: string;
}

function coverage(file: RulesFile, report: Expression[]): RuleCoverage {
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
  file: RulesFile,
  { sourcePosition, values = [], children = [] }: Expression,
  outcomes: Outcomes,
): void {
  const { line, column, currentOffset, endOffset } = sourcePosition;
  const text = file.text.slice(currentOffset, endOffset);
  const place = `${file.name}:${line}:${column} ${text}`;
  const seen = outcomes.get(place) ?? new Set();
  outcomes.set(place, seen);
  // A constant has only one result, so one evaluation is enough.
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
