import { ServerValue } from 'firebase-admin/database';
import { expect, test } from 'vitest';
import { newInstance } from '../kit/new-instance.ts';
import * as suite from '../kit/suite.ts';
import { unique } from '../kit/unique.ts';
import { watch } from '../kit/users/index.ts';

/*
 * The deployed functions, triggered by real changes of both databases.
 */

const newUser = () => ({ uid: unique('trigger') });
const nodeOf = ({ uid }: { uid: string }) => suite.admin().database.ref(`status/${uid}`);
const now = ServerValue.TIMESTAMP;

test('the function mirrors the first sign-in ever, which creates the node', async () => {
  const alice = newUser();
  const seen = watch(alice);
  await nodeOf(alice).set({ state: 'online', last_changed: now });
  await seen.sees('online');
  expect(seen.lastChanged).toBe((await nodeOf(alice).get()).val().last_changed);
});

test('the deletion of the node takes the user offline', async () => {
  const alice = newUser();
  const seen = watch(alice);
  await nodeOf(alice).update({ 'connections/a': { last_changed: now, slot: '00' }, last_changed: now });
  await seen.sees('online');
  await nodeOf(alice).remove();
  await seen.sees('offline');
});

test('the deletion of the whole tree takes each user offline', async () => {
  const people = [newUser(), newUser()];
  const seen = people.map(watch);
  for (const one of people) await nodeOf(one).set({ state: 'online', last_changed: now });
  await Promise.all(seen.map((one) => one.sees('online')));
  await suite
    .admin()
    .database.ref('status')
    .update(Object.fromEntries(people.map(({ uid }) => [uid, null])));
  await Promise.all(seen.map((one) => one.sees('offline')));
});

test.each([
  ['a string', 'gone'],
  ['a state without a time', { state: 'offline' }],
  ['a time that is a string', { state: 'offline', last_changed: 'yesterday' }],
])('a user whose node became %s is offline, because it proves no connection', async (_, malformed) => {
  const alice = newUser();
  const seen = watch(alice);
  await nodeOf(alice).set({ state: 'online', last_changed: now });
  await seen.sees('online');
  await nodeOf(alice).set(malformed);
  await seen.sees('offline');
});

test('the function writes the deleted document of an online user again', async () => {
  const alice = newUser();
  const seen = watch(alice);
  await nodeOf(alice).set({ state: 'online', last_changed: now });
  await seen.sees('online');
  const { lastChanged } = seen;
  await suite.admin().firestore.doc(`status/${alice.uid}`).delete();
  await seen.sees('none');
  await seen.sees('online');
  expect(seen.lastChanged).toBe(lastChanged);
});

test('the function keeps the fields that presence does not own', async () => {
  const alice = newUser();
  const document = suite.admin().firestore.doc(`status/${alice.uid}`);
  await document.set({ name: 'Alice' });
  const seen = watch(alice);
  await nodeOf(alice).set({ state: 'online', last_changed: now });
  await seen.sees('online');
  expect(seen.documents.at(-1)).toMatchObject({ name: 'Alice', state: 'online' });
});

test('a uid that Firestore cannot hold does not block other users', async () => {
  await suite.admin().database.ref('status/__reserved__').set({ state: 'online', last_changed: now });
  const alice = newUser();
  const seen = watch(alice);
  await nodeOf(alice).set({ state: 'online', last_changed: now });
  await seen.sees('online');
});

test('the function mirrors a change in another database instance', async () => {
  const alice = newUser();
  const seen = watch(alice);
  const { root } = await newInstance('instance');
  await root.child(`status/${alice.uid}`).set({ state: 'online', last_changed: now });
  await seen.sees('online');
});
