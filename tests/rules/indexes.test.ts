import { indexesAt, parsePath, parseRules } from 'database-emulator/rules';
import { expect, test } from 'vitest';
import { deployed } from '../kit/deployed.ts';

/** Without an index, the Admin SDK downloads all data below the path of a query. */
test.each([
  ['presence/leases', 'at'],
  ['presence/asked', 'at'],
  ['presence/settings', 'custom/expires_at'],
  ['presence/due', 'at'],
  ['presence/uncounted', 'at'],
  ['presence/forgotten', '.value'],
  ['presence/public', 'state'],
])("the rules have an index on %s for the functions' query by %s", (path, child) => {
  expect(indexesAt(parseRules(deployed('database.rules.json')), parsePath(path))).toContain(child);
});
