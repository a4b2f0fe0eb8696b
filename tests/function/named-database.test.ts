import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { leasePath } from '@firebase-presence/contract';
import { getFirestore } from 'firebase-admin/firestore';
import { expect, test, vi } from 'vitest';
import { RULES } from '../own-instance.ts';
import * as suite from '../suite.ts';

/*
 * The functions as a deployment with a named Firestore database loads them: what is deployed runs in this process, with parameters of its own.
 */

const NAMED = 'app-db';
const ID = 'a-connection-of-ours';
const online = (at: number) => ({ connections: { [ID]: { last_changed: at, slot: '03' } }, last_changed: at });

const url = `https://named-${randomUUID().slice(0, 8)}.firebaseio.com`;
const collection = `named-${randomUUID().slice(0, 8)}`;
vi.stubEnv('PRESENCE_FIRESTORE_DATABASE', NAMED);
vi.stubEnv('PRESENCE_COLLECTION', collection);
vi.stubEnv('FIREBASE_CONFIG', JSON.stringify({ projectId: suite.PROJECT, databaseURL: url }));
const functions = await import('../../functions/src/index.ts');
await suite.putRules(url, RULES);
const root = suite.admin(url).database.ref();

async function isHere(uid: string, at: number): Promise<void> {
  await root.child(`status/${uid}`).set(online(at));
  await root.child(leasePath(uid, '03')).set({ id: ID, at });
}

const stateIn = async (database: string, uid: string) =>
  (await getFirestore(suite.admin(url).app, database).collection(collection).doc(uid).get()).get('state');

test('the function writes the Firestore database that the deployment chose, and no other', async () => {
  await isHere('alice', 600);
  const [namespace, ...domain] = new URL(url).hostname.split('.');
  const event = {
    specversion: '1.0' as const,
    id: randomUUID(),
    source: 'tests',
    type: 'google.firebase.database.ref.v1.written',
    time: new Date(600).toISOString(),
    ref: 'status/alice',
    instance: namespace,
    firebasedatabasehost: domain.join('.'),
    location: 'us-central1',
    data: { data: null, delta: online(600) },
  };
  await functions.onUserStatusChanged(event);
  expect(await stateIn(NAMED, 'alice')).toBe('online');
  expect(await stateIn('(default)', 'alice')).toBeUndefined();
});

test('the function listens to deletions in that database', () => {
  expect(functions.onStatusDocumentDeleted.__endpoint.eventTrigger).toMatchObject({
    eventFilters: { database: NAMED },
  });
});

test('the daily repair corrects that database', async () => {
  await isHere('bob', 700);
  await functions.repairStatuses.run({ scheduleTime: new Date().toISOString() });
  expect(await stateIn(NAMED, 'bob')).toBe('online');
  expect(await stateIn('(default)', 'bob')).toBeUndefined();
});

test('npm run repair corrects the database that it is told', async () => {
  await isHere('carol', 800);
  const script = fileURLToPath(new URL('../../functions/command-line/repair.ts', import.meta.url));
  const options = ['--project', suite.PROJECT, '--database-url', url, '--collection', collection];
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    import.meta.resolve('tsx'),
    script,
    ...options,
    '--firestore-database',
    NAMED,
  ]);
  expect(stdout).toContain('carol: no document → online');
  expect(await stateIn(NAMED, 'carol')).toBe('online');
  expect(await stateIn('(default)', 'carol')).toBeUndefined();
});
