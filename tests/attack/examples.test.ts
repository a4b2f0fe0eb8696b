import { expect, test } from 'vitest';
import { deployed } from '../kit/deployed.ts';
import { groundOf } from './database-operation.ts';
import { hostileOperations } from './database-operations.ts';
import { documentPlaces } from './firestore-places.ts';

const room = '"channels": { "$channelId": { "$uid": { ".write": "auth.uid === $uid", "joined_at": {} } } }';

test('the attack needs an example of each new path of the Realtime Database', () => {
  expect(() => groundOf(databaseRulesWith(room))).toThrow('the wildcard $channelId');
  const settings = '"preferences": { "$uid": { ".write": "auth.uid === $uid", "hidden": {} } }';
  expect(() => groundOf(databaseRulesWith(settings))).toThrow('the path /preferences/$uid/hidden');
});

test('the attack tries a new path that no client may write without an example', () => {
  const titles = hostileOperations(groundOf(databaseRulesWith('"audit": { ".indexOn": "at" }'))).map(
    ({ title }) => title,
  );
  expect(titles).toContain('/audit is set');
});

test('the attack needs an example of each new path or field of Firestore', () => {
  const rules = deployed('firestore.rules');
  const before = 'match /status/{uid} {';
  const teams = `match /teams/{team} { allow write: if request.auth != null; }\n${before}`;
  expect(() => documentPlaces(rules.replace(before, teams))).toThrow('the path /teams/{team}');
  const more = rules.replace("hasOnly(['state', 'last_changed'])", "hasOnly(['state', 'last_changed', 'mood'])");
  expect(() => documentPlaces(more)).toThrow('allows mood in /status/{uid}');
});

function databaseRulesWith(block: string): string {
  return deployed('database.rules.json').replace('"status": {', `${block},\n"status": {`);
}
