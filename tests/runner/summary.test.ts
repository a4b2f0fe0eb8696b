import { expect, test } from 'vitest';
import { add, count, countFile, summaryLine } from './summary.ts';

const RESULTS = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1, testResults: [] };

test('count() counts tests that did not run as skipped', () => {
  expect(count(RESULTS)).toEqual({ passed: 5, failed: 1, skipped: 3 });
});

test('a file that cannot be loaded counts as a failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{}] },
    { status: 'passed', assertionResults: [{}] },
  ];
  expect(count({ ...RESULTS, testResults }).failed).toBe(2);
});

test('a run that wrote no results has no count', () => {
  expect(countFile('/nowhere/unit.json')).toBeUndefined();
});

test('the summary adds the counts of all groups in one line', () => {
  expect(summaryLine(add({ passed: 3, failed: 0, skipped: 0 }, { passed: 4, failed: 1, skipped: 0 }))).toBe(
    '7 passed, 1 failed',
  );
  expect(summaryLine({ passed: 1, failed: 0, skipped: 2 })).toBe('1 passed, 0 failed, 2 skipped');
});
