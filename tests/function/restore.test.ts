import { publicStatusPath, readPublicStatus, readStatus } from '@firebase-presence/contract';
import { Timestamp } from 'firebase-admin/firestore';
import { expect, test } from 'vitest';
import { type ForgetContext, finishForgetting, forgetUser } from '../../functions/src/forget-user.ts';
import { type DeletedStatus, restoreStatus } from '../../functions/src/restore.ts';
import { type Stage, stage } from '../kit/functions/index.ts';
import * as suite from '../kit/suite.ts';

/*
 * A deleted status document or public status, on both databases: what the function does with the event, and what the next tick does.
 */

const NOW = 1_000_000;
const INTERVAL_MS = 2000;
const here = { connections: { a: { last_changed: 600, slot: '00' } }, last_changed: 600 };
const gone = { last_changed: 900 };

/** Deletes the document and handles the event of the deletion. */
async function deleteDocument({ instance, asked, document }: Stage, uid: string, now = NOW) {
  const deleted = await document(uid).get();
  await document(uid).delete();
  return restore({ instance, asked }, { uid, status: readStatus(deleted.data()) }, now);
}

/** Deletes the public status and handles the event of the deletion. */
async function deletePublicStatus({ instance, asked }: Stage, uid: string) {
  const place = instance.root.child(publicStatusPath(uid));
  const deleted = readPublicStatus((await place.get()).val());
  await place.remove();
  return restore({ instance, asked }, { uid, status: deleted?.status ?? null }, NOW);
}

function restore({ instance, asked }: Pick<Stage, 'instance' | 'asked'>, deleted: DeletedStatus, now: number) {
  return restoreStatus(deleted, {
    instances: [instance],
    isOwn: () => true,
    intervalMs: INTERVAL_MS,
    enqueueTick: async (_, at) => void asked.push(at),
    now: () => now,
  });
}

const writeDocument = (place: Stage, uid: string, state: string, at: number) =>
  place.document(uid).set({ state, last_changed: Timestamp.fromMillis(at) });

const due = async (place: Stage) => (await place.instance.root.child('presence/due').get()).val();

test('the next tick writes the deleted document of an online user again', async () => {
  const place = await stage('restore');
  await place.writeNode('alice', here);
  await writeDocument(place, 'alice', 'online', 600);
  expect(await deleteDocument(place, 'alice')).toBe('waiting');
  expect(place.asked).toEqual([NOW + INTERVAL_MS]);
  await place.runTick(NOW + INTERVAL_MS);
  expect(await place.fieldsOf('alice')).toEqual({ state: 'online', last_changed: Timestamp.fromMillis(600) });
  expect(await due(place)).toBeNull();
});

test('the next tick writes the deleted document of an offline user with last seen', async () => {
  const place = await stage('restore');
  await place.writeNode('alice', gone);
  await writeDocument(place, 'alice', 'offline', 700);
  expect(await deleteDocument(place, 'alice')).toBe('waiting');
  await place.runTick(NOW + INTERVAL_MS);
  expect(await place.fieldsOf('alice')).toEqual({ state: 'offline', last_changed: Timestamp.fromMillis(700) });
});

test('the next tick writes the deleted public status of an online user again', async () => {
  const place = await stage('restore', { targets: 'database' });
  await place.change('alice', here, 600);
  expect(await deletePublicStatus(place, 'alice')).toBe('waiting');
  expect(place.asked).toContain(NOW + INTERVAL_MS);
  await place.runTick(NOW + INTERVAL_MS);
  expect(await place.fieldsOf('alice')).toMatchObject({ state: 'online', last_changed: 600 });
  expect(await due(place)).toBeNull();
});

test('the next tick writes the deleted public status of an offline user with last seen', async () => {
  const place = await stage('restore', { targets: 'database' });
  await place.writeNode('alice', gone);
  const stored = { state: 'offline', last_changed: 700, v: 'any' };
  await place.instance.root.child(publicStatusPath('alice')).set(stored);
  expect(await deletePublicStatus(place, 'alice')).toBe('waiting');
  await place.runTick(NOW + INTERVAL_MS);
  expect(await place.fieldsOf('alice')).toMatchObject({ state: 'offline', last_changed: 700 });
});

test('a user who is lost while the document is deleted has a grace period', async () => {
  const place = await stage('restore', { graceMs: 4000 });
  await place.change('alice', here, 600);
  const lost = { last_changed: NOW };
  await place.change('alice', lost, NOW);
  expect(await deleteDocument(place, 'alice')).toBe('waiting');
  await place.runTick(NOW + INTERVAL_MS);
  expect(await place.fieldsOf('alice')).toBeNull();
  await place.runTick(NOW + 5000);
  expect(await place.fieldsOf('alice')).toEqual({ state: 'offline', last_changed: Timestamp.fromMillis(NOW) });
});

test.each([
  ['who was never online', null, null],
  ['whose node was removed', null, { last_changed: 900 }],
  ['who is invisible', here, { availability: { value: 'invisible', at: 700 }, last_changed: 700 }],
])('the deleted document of a user %s stays deleted', async (_, node, settings) => {
  const place = await stage('restore');
  await place.writeNode('alice', node);
  await place.instance.root.child('presence/settings/alice').set(settings);
  await writeDocument(place, 'alice', 'offline', 700);
  expect(await deleteDocument(place, 'alice')).toBe('unchanged');
  expect(await due(place)).toBeNull();
  expect(place.asked).toEqual([]);
});

test('presence deletes the document of a deleted account, and does not write it again', async () => {
  const place = await stage('restore');
  const { instance, collection } = place;
  const memory: ForgetContext = {
    instances: [instance],
    firestore: suite.admin().firestore,
    collection,
    targets: 'firestore',
    hasAccount: async () => false,
  };
  await place.writeNode('alice', here);
  await writeDocument(place, 'alice', 'online', 600);
  await forgetUser('alice', NOW, memory);
  expect(await deleteDocument(place, 'alice')).toBe('unchanged');
  await writeDocument(place, 'alice', 'offline', NOW);
  await finishForgetting(memory, NOW, 0);
  expect(await deleteDocument(place, 'alice')).toBe('unchanged');
  await place.runTick(NOW + INTERVAL_MS);
  expect(await place.fieldsOf('alice')).toBeNull();
});

test('an account that is deleted before the tick leaves no document', async () => {
  const place = await stage('restore');
  await place.writeNode('alice', here);
  await writeDocument(place, 'alice', 'online', 600);
  expect(await deleteDocument(place, 'alice')).toBe('waiting');
  await place.writeNode('alice', null);
  await place.runTick(NOW + INTERVAL_MS);
  expect(await place.fieldsOf('alice')).toBeNull();
  expect(await due(place)).toBeNull();
});

test('a document that is deleted again and again is written once in an interval', async () => {
  const place = await stage('restore');
  await place.writeNode('alice', here);
  for (let now = NOW; now < NOW + INTERVAL_MS; now += 500) await deleteDocument(place, 'alice', now);
  await place.runTick(NOW + INTERVAL_MS - 1);
  expect(await place.fieldsOf('alice')).toBeNull();
  await place.runTick(NOW + INTERVAL_MS + 500);
  expect(await place.fieldsOf('alice')).toMatchObject({ state: 'online' });
});

test("the function ignores the deletion of an app's document whose id cannot be a uid", async () => {
  const place = await stage('restore');
  expect(await deleteDocument(place, 'readme.md')).toBe('invalid');
});

test('only the deployment of the region of a user has a deleted document written again', async () => {
  const [near, there] = [await stage('restore'), await stage('restore')];
  await there.writeNode('alice', here);
  const context = {
    instances: [near.instance, there.instance],
    intervalMs: INTERVAL_MS,
    enqueueTick: async ({ url }: { url: string }) => void asked.push(url),
    now: () => NOW,
  };
  const asked: string[] = [];
  const deleted = { uid: 'alice', status: null };
  const isOwn =
    (own: Stage) =>
    ({ url }: { url: string }) =>
      url === own.instance.url;
  expect(await restoreStatus(deleted, { ...context, isOwn: isOwn(near) })).toBe('unchanged');
  expect(await restoreStatus(deleted, { ...context, isOwn: isOwn(there) })).toBe('waiting');
  expect(asked).toEqual([there.instance.url]);
});
