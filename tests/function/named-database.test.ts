import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { leasePath } from '@firebase-presence/contract';
import { getFirestore } from 'firebase-admin/firestore';
import { expect, test, vi } from 'vitest';
import { newInstance } from '../kit/new-instance.ts';
import * as suite from '../kit/suite.ts';
import { unique } from '../kit/unique.ts';

/*
 * The functions of a deployment with a named Firestore database. The deployed code runs in this process, with its own parameters.
 */

const NAMED = 'app-db';
const ID = 'a-connection-of-ours';
const online = (at: number) => ({ connections: { [ID]: { last_changed: at, slot: '03' } }, last_changed: at });

const { url, root } = await newInstance('named');
const collection = unique('named');
vi.stubEnv('PRESENCE_FIRESTORE_DATABASE', NAMED);
vi.stubEnv('PRESENCE_COLLECTION', collection);
// The functions ask Cloud Tasks for no tick after a change: it does not run here.
vi.stubEnv('PRESENCE_SWEEP_SECONDS', '60');
vi.stubEnv('FIREBASE_CONFIG', JSON.stringify({ projectId: suite.PROJECT, databaseURL: url }));
const functions = await import('../../functions/src/index.ts');

async function announce(uid: string, at: number): Promise<void> {
  await root.child(`status/${uid}`).set(online(at));
  await root.child(leasePath(uid, '03')).set({ id: ID, at });
}

const stateIn = async (database: string, uid: string) =>
  (await getFirestore(suite.admin().app, database).collection(collection).doc(uid).get()).get('state');

test('the function writes only the Firestore database that the deployment chose', async () => {
  await announce('alice', 600);
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

test('the function listens to deletions in the Firestore database that the deployment chose', () => {
  expect(functions.onStatusDocumentDeleted?.__endpoint.eventTrigger).toMatchObject({
    eventFilters: { database: NAMED },
  });
});

test('the daily repair corrects the Firestore database that the deployment chose', async () => {
  await announce('bob', 700);
  await functions.repairStatuses.run({ scheduleTime: new Date().toISOString() });
  expect(await stateIn(NAMED, 'bob')).toBe('online');
  expect(await stateIn('(default)', 'bob')).toBeUndefined();
});

test('npm run repair corrects the Firestore database of its option', async () => {
  await announce('carol', 800);
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
