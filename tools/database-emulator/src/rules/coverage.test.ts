import { expect, test } from 'vitest';
import { EMPTY } from '../data/tree.ts';
import type { ExpressionReport } from './coverage.ts';
import { allowsRead } from './decide.ts';
import { parseRules } from './ruleset.ts';

const SOURCE = `{ "rules": {
    // Signed-in users, for a limited time.
  ".read": "auth != null && now < 5",
  "never": { ".read": false }
} }`;

function readAt(ruleset: ReturnType<typeof parseRules>, uid: string | undefined, now: number): boolean {
  const auth = uid === undefined ? null : { uid };
  return allowsRead(ruleset, { auth, now, root: EMPTY, path: [], query: {} });
}

function flat(reports: readonly ExpressionReport[]): ExpressionReport[] {
  return reports.flatMap((report) => [report, ...flat(report.children)]);
}

function seen(reports: readonly ExpressionReport[]): Record<string, unknown> {
  const entries = flat(reports).map(({ sourcePosition, values }): [string, unknown] => [
    SOURCE.slice(sourcePosition.currentOffset, sourcePosition.endOffset),
    Object.fromEntries(values.map(({ value, count }) => [JSON.stringify(value), count])),
  ]);
  return Object.fromEntries(entries);
}

test('each expression is reported with its position and how often it had each value', () => {
  const ruleset = parseRules(SOURCE);
  for (const now of [1, 2, 9]) {
    readAt(ruleset, 'alice', now);
  }
  readAt(ruleset, undefined, 1);
  const { report } = ruleset.coverage.report();
  expect(seen(report)).toMatchObject({
    'auth != null && now < 5': { '{"boolValue":true}': 2, '{"boolValue":false}': 2 },
    'auth != null': { '{"boolValue":true}': 3, '{"boolValue":false}': 1 },
    'now < 5': { '{"boolValue":true}': 2, '{"boolValue":false}': 1 },
    false: {},
  });
  expect(report[0]?.sourcePosition).toMatchObject({ line: 3, column: 13 });
});

test('an expression with an error is reported as undefined', () => {
  const ruleset = parseRules('{"rules": {".read": "auth.uid < 1"}}');
  readAt(ruleset, 'alice', 1);
  expect(ruleset.coverage.report().report[0]?.values).toEqual([{ value: { undefined: {} }, count: 1 }]);
});

test('a new upload starts with new counts', () => {
  readAt(parseRules(SOURCE), 'alice', 1);
  expect(flat(parseRules(SOURCE).coverage.report().report).flatMap(({ values }) => values)).toEqual([]);
});
