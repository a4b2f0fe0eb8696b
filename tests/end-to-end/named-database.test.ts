import { createServer } from 'node:http2';
import { goOffline } from 'firebase/database';
import {
  connectFirestoreEmulator,
  doc,
  type Firestore,
  initializeFirestore,
  serverTimestamp,
  setDoc,
  terminate,
  waitForPendingWrites,
} from 'firebase/firestore';
import { getFirestore as getAdminFirestore, Timestamp } from 'firebase-admin/firestore';
import { getPresence, onConnectionStateChanged, onStatusChanged, type PresenceError } from 'firebase-presence';
import { getStatus } from 'firebase-presence/server';
import { expect, onTestFinished, test, vi } from 'vitest';
import { UNREACHABLE_AFTER_MS } from '../../web-client/src/session/database.ts';
import * as suite from '../kit/suite.ts';
import { type Device, newDevice, person, signInAs, valuesOf } from '../kit/users/index.ts';

/*
 * An app with a named Firestore database. The function of the suite writes to the default one. So a test writes what a function with
 * PRESENCE_FIRESTORE_DATABASE would write. tests/function/named-database.test.ts tests that function.
 */

const NAMED = 'app-db';

/** As long as expect.poll waits. vi.waitFor moves the timers that a connection needs, and waits only a second by default. */
const WAIT = { timeout: 120_000 };

const named = () => getAdminFirestore(suite.admin().app, NAMED);

/** A device with a named Firestore, and no other one. */
function deviceOfNamedDatabase(): Device {
  const device = newDevice();
  const firestore = initializeFirestore(device.app, {}, NAMED);
  connectFirestoreEmulator(firestore, suite.firestore().host, suite.firestore().port);
  return { ...device, firestore };
}

test('two clients of a named database see each other there', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const options = { firestoreDatabase: NAMED };
  const watcher = await bob.opensTab(options, deviceOfNamedDatabase());
  const states = valuesOf(onStatusChanged.bind(null, watcher.presence, alice.uid));
  await expect.poll(() => states.at(-1)).toMatchObject({ state: 'offline' });
  await alice.opensTab(options, deviceOfNamedDatabase());
  await expect.poll(() => states.at(-1)).toMatchObject({ state: 'online', fromCache: false });
  expect(await getStatus(named(), alice.uid)).toMatchObject({ state: 'online' });
  await named().doc(`status/${alice.uid}`).set({ state: 'offline', last_changed: Timestamp.now() });
  await expect.poll(() => states.at(-1)).toMatchObject({ state: 'offline' });
});

test('the rules apply in a named database too', async () => {
  const device = deviceOfNamedDatabase();
  await signInAs(device, person('alice').uid);
  const others = doc(device.firestore, 'status', person('bob').uid);
  await expect(setDoc(others, { state: 'online', last_changed: serverTimestamp() })).rejects.toMatchObject({
    code: 'permission-denied',
  });
});

test('getPresence() rejects another Firestore database for the same app', async () => {
  const { app } = newDevice();
  getPresence(app, { firestoreDatabase: NAMED });
  expect(() => getPresence(app, { firestoreDatabase: 'other-db' })).toThrow('presence/already-initialized');
});

test.each([
  ['', '""'],
  [{}, '{}'],
])('getPresence() rejects the database id %j with the value in the error', (firestoreDatabase, named) => {
  const options = JSON.parse(JSON.stringify({ firestoreDatabase }));
  expect(() => getPresence(newDevice().app, options)).toThrow(`firestoreDatabase is ${named}`);
});

test('a client whose Firestore database does not exist gets an error that says what to pass', async () => {
  const device = newDevice();
  await connectToNothing(device.firestore);
  const { errors } = await connects(device);
  expect(errors).toEqual([]);
  await vi.advanceTimersByTimeAsync(UNREACHABLE_AFTER_MS);
  expect(errors).toEqual([expect.objectContaining({ code: 'presence/firestore-unreachable' })]);
  expect(errors[0]?.message).toContain("Firestore database '(default)' exists");
  expect(errors[0]?.message).toContain('firestoreDatabase');
});

test('a client that loses its connection before Firestore answered gets no error', async () => {
  const device = newDevice();
  await connectToNothing(device.firestore);
  const { errors, state } = await connects(device);
  goOffline(device.database);
  await vi.waitFor(() => expect(state).toHaveBeenLastCalledWith('disconnected'));
  await vi.advanceTimersByTimeAsync(2 * UNREACHABLE_AFTER_MS);
  expect(errors).toEqual([]);
});

test('a client whose Firestore answered gets no error', async () => {
  const alice = person('alice');
  const device = newDevice();
  const { errors } = await connects(device, alice);
  await vi.waitFor(
    async () => expect(await getStatus(suite.admin().firestore, alice.uid)).toMatchObject({ state: 'online' }),
    WAIT,
  );
  await waitForPendingWrites(device.firestore);
  await vi.advanceTimersByTimeAsync(2 * UNREACHABLE_AFTER_MS);
  expect(errors).toEqual([]);
});

test('a client whose named database is not on the emulator gets the call that connects it', async () => {
  const device = newDevice();
  const app = deviceOfNamedDatabase();
  const presence = getPresence(app.app, { firestoreDatabase: 'other-db' });
  await signInAs(app, person('alice').uid);
  expect(() => onStatusChanged(presence, device.app.name, () => undefined)).toThrow(
    "connectFirestoreEmulator(getFirestore(app, 'other-db'), '127.0.0.1', 8080)",
  );
});

/** Connects a client, with timers that the test moves. */
async function connects(device: Device, { uid } = person('alice')) {
  await signInAs(device, uid);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const errors: PresenceError[] = [];
  const state = vi.fn();
  onConnectionStateChanged(getPresence(device.app), state, (error) => errors.push(error));
  await vi.waitFor(() => expect(state).toHaveBeenLastCalledWith('connected'), WAIT);
  return { errors, state };
}

/** Connects Firestore to a server that answers as Google does for a project without such a database. */
async function connectToNothing(firestore: Firestore): Promise<void> {
  const server = createServer();
  server.on('stream', (stream) => {
    const message = 'The database (default) does not exist for project demo-presence';
    stream.respond(
      { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '5', 'grpc-message': message },
      { endStream: true },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  connectFirestoreEmulator(firestore, '127.0.0.1', address.port);
  onTestFinished(async () => {
    await terminate(firestore);
    server.close();
  });
}
