import { readStatus } from '@firebase-presence/contract';
import { Timestamp } from 'firebase-admin/firestore';
import { expect, test } from 'vitest';
import { forgetForGood, forgetUser, type Memory } from '../../functions/src/forget-user.ts';
import { restoreDocument } from '../../functions/src/restore.ts';
import { type Stage, stage } from '../kit/functions/index.ts';
import * as suite from '../kit/suite.ts';

/*
 * A status document that somebody deleted, on both databases: what the function does with the event, and what the next tick does.
 */

const NOW = 1_000_000;
const INTERVAL_MS = 2000;
const here = { connections: { a: { last_changed: 600, slot: '00' } }, last_changed: 600 };
const gone = { last_changed: 900 };

/** The document is deleted; its event is handled. */
async function deletion({ instance, asked, document }: Stage, uid: string, now = NOW) {
  const deleted = await document(uid).get();
  await document(uid).delete();
  return restoreDocument(
    { uid, said: readStatus(deleted.data()) },
    { instances: [instance], intervalMs: INTERVAL_MS, ask: async (_, at) => void asked.push(at), now: () => now },
  );
}

const says = (place: Stage, uid: string, state: string, at: number) =>
  place.document(uid).set({ state, last_changed: Timestamp.fromMillis(at) });

const due = async (place: Stage) => (await place.instance.root.child('presence/due').get()).val();

test('the deleted document of an online user is written again by the next tick', async () => {
  const place = await stage('restore');
  await place.becomes('alice', here);
  await says(place, 'alice', 'online', 600);
  expect(await deletion(place, 'alice')).toBe('waiting');
  expect(place.asked).toEqual([NOW + INTERVAL_MS]);
  await place.ticks(NOW + INTERVAL_MS);
  expect(await place.says('alice')).toEqual({ state: 'online', last_changed: Timestamp.fromMillis(600) });
  expect(await due(place)).toBeNull();
});

test('the deleted document of an offline user is written again with the end of the last stay', async () => {
  const place = await stage('restore');
  await place.becomes('alice', gone);
  await says(place, 'alice', 'offline', 700);
  expect(await deletion(place, 'alice')).toBe('waiting');
  await place.ticks(NOW + INTERVAL_MS);
  expect(await place.says('alice')).toEqual({ state: 'offline', last_changed: Timestamp.fromMillis(700) });
});

test('a user who is lost while their document is gone has a grace period', async () => {
  const place = await stage('restore', { graceMs: 4000 });
  await place.changes('alice', here, 600);
  const lost = { last_changed: NOW };
  await place.changes('alice', lost, NOW);
  expect(await deletion(place, 'alice')).toBe('waiting');
  await place.ticks(NOW + INTERVAL_MS);
  expect(await place.says('alice')).toBeNull();
  await place.ticks(NOW + 5000);
  expect(await place.says('alice')).toEqual({ state: 'offline', last_changed: Timestamp.fromMillis(NOW) });
});

test.each([
  ['who was never here', null, null],
  ['whose node was removed', null, { last_changed: 900 }],
  ['who is invisible', here, { availability: { value: 'invisible', at: 700 }, last_changed: 700 }],
])('the deleted document of a user %s stays deleted', async (_, node, settings) => {
  const place = await stage('restore');
  await place.becomes('alice', node);
  await place.instance.root.child('presence/settings/alice').set(settings);
  await says(place, 'alice', 'offline', 700);
  expect(await deletion(place, 'alice')).toBe('unchanged');
  expect(await due(place)).toBeNull();
  expect(place.asked).toEqual([]);
});

test('presence deletes the document of a deleted account, and does not write it again', async () => {
  const place = await stage('restore');
  const { instance, collection } = place;
  const memory: Memory = {
    instances: [instance],
    firestore: suite.admin().firestore,
    collection,
    hasAccount: async () => false,
  };
  await place.becomes('alice', here);
  await says(place, 'alice', 'online', 600);
  await forgetUser('alice', NOW, memory);
  expect(await deletion(place, 'alice')).toBe('unchanged');
  await says(place, 'alice', 'offline', NOW);
  await forgetForGood(memory, NOW, 0);
  expect(await deletion(place, 'alice')).toBe('unchanged');
  await place.ticks(NOW + INTERVAL_MS);
  expect(await place.says('alice')).toBeNull();
});

test('an account that is deleted before the tick leaves no document', async () => {
  const place = await stage('restore');
  await place.becomes('alice', here);
  await says(place, 'alice', 'online', 600);
  expect(await deletion(place, 'alice')).toBe('waiting');
  await place.becomes('alice', null);
  await place.ticks(NOW + INTERVAL_MS);
  expect(await place.says('alice')).toBeNull();
  expect(await due(place)).toBeNull();
});

test('a document that is deleted again and again is written once in an interval', async () => {
  const place = await stage('restore');
  await place.becomes('alice', here);
  for (let now = NOW; now < NOW + INTERVAL_MS; now += 500) await deletion(place, 'alice', now);
  await place.ticks(NOW + INTERVAL_MS - 1);
  expect(await place.says('alice')).toBeNull();
  await place.ticks(NOW + INTERVAL_MS + 500);
  expect(await place.says('alice')).toMatchObject({ state: 'online' });
});

test('in a collection of the app, the deletion of what can be no user of presence is passed over', async () => {
  const place = await stage('restore');
  expect(await deletion(place, 'readme.md')).toBe('invalid');
});
