import { expect, test } from 'vitest';
import { parseJson } from '../text/json.ts';
import { databaseBlockState, differences, rulesAbove } from './database-rules.ts';
import { ownDatabaseBlock, ownDatabaseValue } from './own-rules.ts';

const rules = (text: string) => parseJson('database.rules.json', `{ "rules": { ${text} } }`);

test('the blocks of this package are current, with their comments or without', () => {
  expect(databaseBlockState(rules(ownDatabaseBlock('status')), 'status')).toBe('current');
  const value = JSON.stringify(ownDatabaseValue('presence'));
  expect(databaseBlockState(rules(`"presence": ${value}`), 'presence')).toBe('current');
});

test('a block that the app narrowed is adapted, and the place is named', () => {
  const text = ownDatabaseBlock('presence').replace(
    '"occupancy": { "$roomId": { ".read": "auth != null"',
    '"occupancy": { "$roomId": { ".read": false',
  );
  const found = rules(text);
  expect(databaseBlockState(found, 'presence')).toBe('adapted');
  const value = JSON.parse(JSON.stringify(ownDatabaseValue('presence')));
  value.occupancy.$roomId['.read'] = false;
  expect(differences('presence', value, ownDatabaseValue('presence'))).toEqual(['presence/occupancy/$roomId/.read']);
});

test('rules of the app at /status take its name', () => {
  expect(databaseBlockState(rules('"status": { ".read": true }'), 'status')).toBe('taken');
  expect(databaseBlockState(rules('"users": { ".read": true }'), 'status')).toBe('missing');
});

test('a permission at the top is reported unless it is false', () => {
  expect(rulesAbove(rules('".read": "auth != null", ".write": false')).map(({ what }) => what)).toEqual([
    expect.stringContaining('".read": "auth != null" at the top'),
  ]);
});
