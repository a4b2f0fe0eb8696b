import { expect, test } from 'vitest';
import { deployed } from '../kit/deployed.ts';
import { groundOf } from './database-operation.ts';
import { hostileOperations } from './database-operations.ts';
import { documentPlaces } from './firestore-places.ts';

const room = '"channels": { "$channelId": { "$uid": { ".write": "auth.uid === $uid", "joined_at": {} } } }';

test('a new path of the Realtime Database cannot be forgotten: it needs an example', () => {
  expect(() => groundOf(databaseRulesWith(room))).toThrow('the wildcard $channelId');
  const settings = '"preferences": { "$uid": { ".write": "auth.uid === $uid", "hidden": {} } }';
  expect(() => groundOf(databaseRulesWith(settings))).toThrow('the path /preferences/$uid/hidden');
});

test('a new path that nobody may write is attacked without an example', () => {
  const titles = hostileOperations(groundOf(databaseRulesWith('"audit": { ".indexOn": "at" }'))).map(
    ({ title }) => title,
  );
  expect(titles).toContain('/audit is set');
});

test('a new path or field of Firestore cannot be forgotten: it needs an example', () => {
  const rules = deployed('firestore.rules');
  const before = 'match /demo_names/{uid} {';
  const teams = `match /teams/{team} { allow write: if request.auth != null; }\n${before}`;
  expect(() => documentPlaces(rules.replace(before, teams))).toThrow('the path /teams/{team}');
  const more = rules.replace("hasOnly(['state', 'last_changed'])", "hasOnly(['state', 'last_changed', 'mood'])");
  expect(() => documentPlaces(more)).toThrow('/status/{uid} have mood');
});

function databaseRulesWith(block: string): string {
  return deployed('database.rules.json').replace('"status": {', `${block},\n"status": {`);
}
