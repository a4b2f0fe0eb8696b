import { indexesAt, parsePath, parseRules } from 'database-emulator/rules';
import { expect, test } from 'vitest';
import { deployed } from '../kit/deployed.ts';

/** The Admin SDK downloads a place as a whole when it is asked for a query that has no index. */
test.each([
  ['presence/leases', 'at'],
  ['presence/settings', 'custom/expires_at'],
  ['presence/due', 'at'],
  ['presence/uncounted', 'at'],
  ['presence/forgotten', '.value'],
])('%s has an index for the query of the functions by %s', (path, child) => {
  expect(indexesAt(parseRules(deployed('database.rules.json')), parsePath(path))).toContain(child);
});
