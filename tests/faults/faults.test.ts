import { beforeAll, expect, test } from 'vitest';
import { FAULTS } from './faults/index.ts';
import { type Result, runFaults } from './run.ts';
import { publishedTable, tableOf } from './table.ts';

let results: Result[] = [];

beforeAll(async () => {
  results = await runFaults();
}, 300_000);

for (const [index, fault] of FAULTS.entries()) {
  test(`${fault.title}: the user is ${fault.expected} in the end`, () => {
    expect(results[index]?.ours.why).toBe('');
  });

  test.skipIf(fault.needsFirestore)(
    `${fault.title}: without Firestore, the user is ${fault.expected} in the end`,
    () => {
      expect(results[index]?.oursWithoutFirestore?.why).toBe('');
    },
  );
}

test('docs/9 shows these faults with our results; npm run faults -- --write updates it', () => {
  expect(oursIn(publishedTable())).toEqual(oursIn(tableOf(results)));
});

/** Leaves out the sample's column, because its results may depend on the speed of the machine. */
function oursIn(table: string): string[] {
  return table.split('\n').map((row) =>
    row
      .replace(/, sample correct.*/, '')
      .split('|')
      .slice(0, 5)
      .join('|'),
  );
}
