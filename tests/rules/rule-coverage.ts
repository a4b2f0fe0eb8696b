import type { RulesTestEnvironment } from '@firebase/rules-unit-testing';

/**
 * Where the Firestore rules were never evaluated, or always with the same answer: one line for each such place.
 * The emulator counts for each project apart, so this needs every project that was used.
 */
export async function findGaps(projects: RulesTestEnvironment[]): Promise<string[]> {
  const outcomes: Outcomes = new Map();
  for (const expression of (await Promise.all(projects.map(report))).flat()) collect(expression, outcomes);
  if (outcomes.size === 0) return ['no rule was evaluated'];
  const gaps = [...outcomes].filter(([, seen]) => !isCovered(seen));
  return gaps.map(([place, seen]) => `${place} was ${[...seen].join(' or ') || 'never evaluated'}`);
}

type Outcome = 'true' | 'false' | 'an error' | 'a value';
type Outcomes = Map<string, Set<Outcome>>;

/** One expression of the rules as the emulator counted it; a value without any entry was skipped by a shorter answer. */
interface Expression {
  sourcePosition: { line: number; column: number; endOffset: number };
  values?: { value: Record<string, unknown> }[];
  children?: Expression[];
}

async function report({ emulators, projectId }: RulesTestEnvironment): Promise<Expression[]> {
  if (emulators.firestore === undefined) throw new Error(`Project ${projectId} has no Firestore`);
  const { host, port } = emulators.firestore;
  const response = await fetch(`http://${host}:${port}/emulator/v1/projects/${projectId}:ruleCoverage`);
  const coverage: { report: Expression[] } = await response.json();
  return coverage.report;
}

function collect({ sourcePosition, values = [], children = [] }: Expression, outcomes: Outcomes): void {
  const { line, column, endOffset } = sourcePosition;
  const place = `firestore.rules:${line}:${column} (up to character ${endOffset})`;
  const seen = outcomes.get(place) ?? new Set();
  outcomes.set(place, seen);
  for (const { value } of values) {
    for (const kind of Object.keys(value)) seen.add(outcome(kind, value[kind]));
  }
  for (const child of children) collect(child, outcomes);
}

function outcome(kind: string, value: unknown): Outcome {
  if (kind === 'boolValue') return value === true ? 'true' : 'false';
  return kind === 'undefined' ? 'an error' : 'a value';
}

/** A condition that is always true guards nothing, and one that is always false allows nothing. */
function isCovered(seen: Set<Outcome>): boolean {
  return seen.has('a value') || (seen.has('true') && seen.has('false'));
}
