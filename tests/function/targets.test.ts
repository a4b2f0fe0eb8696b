import { randomUUID } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { newInstance } from '../kit/new-instance.ts';
import * as suite from '../kit/suite.ts';
import { unique } from '../kit/unique.ts';

/*
 * The parameter PRESENCE_TARGETS. The deployed code runs in this process, with its own parameters.
 */

const online = { connections: { 'a-connection-of-ours': { last_changed: 600, slot: '03' } }, last_changed: 600 };

const { url, root } = await newInstance('targets');
const collection = unique('targets');
vi.stubEnv('PRESENCE_COLLECTION', collection);
vi.stubEnv('FIREBASE_CONFIG', JSON.stringify({ projectId: suite.PROJECT, databaseURL: url }));

afterEach(() => {
  vi.resetModules();
});

async function deployed(targets: string) {
  vi.stubEnv('PRESENCE_TARGETS', targets);
  return import('../../functions/src/index.ts');
}

async function announce(uid: string): Promise<object> {
  await root.child(`status/${uid}`).set(online);
  return eventOf(`status/${uid}`, 'written', { data: null, delta: online });
}

function eventOf(ref: string, type: 'written' | 'deleted', data: object): object {
  const [namespace, ...domain] = new URL(url).hostname.split('.');
  return {
    specversion: '1.0' as const,
    id: randomUUID(),
    source: 'tests',
    type: `google.firebase.database.ref.v1.${type}`,
    time: new Date(600).toISOString(),
    ref,
    instance: namespace,
    firebasedatabasehost: domain.join('.'),
    location: 'us-central1',
    data,
  };
}

const valueAt = async (path: string): Promise<unknown> => (await root.child(path).get()).val();
const stateInFirestore = async (uid: string): Promise<unknown> =>
  (await suite.admin().firestore.collection(collection).doc(uid).get()).get('state');

test.each([
  ['', { firestore: 'online', database: null, announced: 'firestore' }],
  ['firestore', { firestore: 'online', database: null, announced: 'firestore' }],
  ['both', { firestore: 'online', database: 'online', announced: 'both' }],
  ['database', { firestore: undefined, database: 'online', announced: 'database' }],
])("with PRESENCE_TARGETS='%s', the function writes the status there, and says so", async (targets, expected) => {
  const { onUserStatusChanged } = await deployed(targets);
  const uid = `alice-${targets}`;
  await Reflect.apply(onUserStatusChanged, null, [await announce(uid)]);
  expect({
    firestore: await stateInFirestore(uid),
    database: await valueAt(`presence/public/${uid}/state`),
    announced: await valueAt('presence/targets'),
  }).toEqual(expected);
});

test('the daily repair writes to the targets of the deployment', async () => {
  const { repairStatuses } = await deployed('database');
  await root.child('status/bob').set({ state: 'online', last_changed: 700 });
  await repairStatuses.run({ scheduleTime: new Date().toISOString() });
  expect(await valueAt('presence/public/bob')).toMatchObject({ state: 'online', last_changed: 700 });
  expect(await stateInFirestore('bob')).toBeUndefined();
});

test('a deployment that does not write Firestore has no function with a trigger of Firestore', async () => {
  expect((await deployed('database')).onStatusDocumentDeleted).toBeUndefined();
  vi.resetModules();
  expect((await deployed('both')).onStatusDocumentDeleted).toBeDefined();
});

test('the function writes a deleted public status again', async () => {
  const { onPublicStatusDeleted } = await deployed('database');
  if (!onPublicStatusDeleted) throw new Error('The function is not deployed.');
  const before = { state: 'online', last_changed: 600, v: 'any' };
  await root.child('status/carol').set(online);
  const event = eventOf('presence/public/carol', 'deleted', { data: before, delta: null });
  // It writes the mark, and then finds no Cloud Tasks here.
  await expect(Reflect.apply(onPublicStatusDeleted, null, [event])).rejects.toThrow('Function name');
  expect(await valueAt('presence/due/~carol')).not.toBeNull();
});

test('a deployment that writes only Firestore has no function for public statuses', async () => {
  expect((await deployed('firestore')).onPublicStatusDeleted).toBeUndefined();
});

test('another value of PRESENCE_TARGETS is refused with its name', async () => {
  await expect(deployed('rtdb')).rejects.toThrow(
    "PRESENCE_TARGETS='rtdb' is none of: firestore, both, database. Correct it in the .env file.",
  );
});
