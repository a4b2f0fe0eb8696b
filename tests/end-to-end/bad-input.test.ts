import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type FaultProxy, openFaultProxy } from 'fault-proxy';
import { deleteApp, type FirebaseApp, initializeApp, initializeServerApp } from 'firebase/app';
import {
  type Auth,
  connectAuthEmulator,
  initializeAuth,
  inMemoryPersistence,
  signInWithCustomToken,
} from 'firebase/auth';
import { connectDatabaseEmulator, getDatabase, goOffline, goOnline } from 'firebase/database';
import { connectFirestoreEmulator, getFirestore } from 'firebase/firestore';
import {
  getPresence,
  getRoom,
  joinRoom,
  onConnectionStateChanged,
  onOccupancyChanged,
  onOnlineUsersChanged,
  onStatusChanged,
  type Presence,
  PresenceError,
  pausePresence,
  resumePresence,
  stopPresence,
} from 'firebase-presence';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { UNREACHABLE_AFTER_MS } from '../../web-client/src/session/database.ts';
import { newInstance } from '../kit/new-instance.ts';
import * as suite from '../kit/suite.ts';
import {
  connectDevice,
  connections,
  customToken,
  type Device,
  isConnected,
  newDevice,
  node,
  person,
  signInAs,
  valuesOf,
  watch,
} from '../kit/users/index.ts';

const HOSTILE_IDS = [
  '',
  'a/b',
  'a.b',
  'a#b',
  'a$b',
  'a[b',
  'a]b',
  'a\u0007b',
  '__proto__',
  'hasOwnProperty',
  'x'.repeat(129),
];

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

test.each(HOSTILE_IDS)('watching %j, which cannot be a uid, throws presence/invalid-uid', async (uid) => {
  const tab = await person('alice').opensTab();
  const error = thrownBy(() => onStatusChanged(tab.presence, uid, () => undefined));
  expect(error).toMatchObject({ code: 'presence/invalid-uid' });
  expect(error.message).toContain(JSON.stringify(uid));
});

test.each(['constructor', 'valueOf', 'toString'])(
  'a user with the uid %s comes online and goes offline like any other',
  async (uid) => {
    const seen = watch({ uid });
    const device = newDevice();
    await signInAs(device, uid);
    const presence = getPresence(device.app);
    await seen.sees('online');
    expect(await connections({ uid })).toHaveLength(1);
    await stopPresence(presence);
    await seen.sees('offline');
  },
);

test.each(['hasOwnProperty', 'constructor'])('a room with the id %s counts its members', async (id) => {
  const tab = await person('alice').opensTab();
  const room = getRoom(tab.presence, id);
  const counts = valuesOf<number | null>((next, error) => onOccupancyChanged(room, next, error));
  await joinRoom(room);
  await expect.poll(() => counts.at(-1)).toBe(1);
});

test.each(['a.b', '__proto__', 'hasOwnProperty'])(
  'signing in with the uid %s, which cannot have presence, reports presence/invalid-uid',
  async (uid) => {
    const device = newDevice();
    const error = firstError(getPresence(device.app));
    await signInAs(device, uid);
    expect(await error).toMatchObject({ code: 'presence/invalid-uid' });
  },
);

test('an app whose config names no database gets presence/no-database at once', () => {
  const app = initializeApp({ apiKey: 'any' }, crypto.randomUUID());
  const error = thrownBy(() => getPresence(app));
  expect(error).toBeInstanceOf(PresenceError);
  expect(error).toMatchObject({ code: 'presence/no-database' });
});

test.each(['https://example.firebaseio.com/a/path', 'example'])(
  'a databaseURL %j, which is no address of a database, is named in the error',
  (databaseURL) => {
    ignoreTheSuite();
    const app = initializeApp({ apiKey: 'any', projectId: 'demo-presence', databaseURL }, crypto.randomUUID());
    const error = thrownBy(() => getPresence(app));
    expect(error).toMatchObject({ code: 'presence/no-database' });
    expect(error.message).toContain(databaseURL);
  },
);

test.each([
  ['https://example-default-rtdb.firebaseio.com', 'https://example-default-rtdb.firebaseio.com/'],
  ['https://example-default-rtdb.firebaseio.com/', 'https://example-default-rtdb.firebaseio.com'],
  ['https://example-default-rtdb.firebaseio.com', undefined],
])('presence finds the database of the config %j when the app opened it as %j', (databaseURL, spelling) => {
  const app = initializeApp({ apiKey: 'any', projectId: 'demo-presence', databaseURL }, crypto.randomUUID());
  onTestFinished(() => deleteApp(app));
  getDatabase(app, spelling);
  expect(getPresence(app).app).toBe(app);
});

test('getPresence() rejects an app of initializeServerApp() with an error that names the function', () => {
  const app = initializeServerApp({ apiKey: 'any', projectId: 'demo-presence' }, {});
  onTestFinished(() => deleteApp(app));
  const error = thrownBy(() => getPresence(app));
  expect(error).toMatchObject({ code: 'presence/invalid-argument' });
  expect(error.message).toContain('initializeServerApp');
});

test('getPresence() rejects a deleted app with an error that says so', async () => {
  const app = initializeApp({ apiKey: 'any', projectId: 'demo-presence' }, crypto.randomUUID());
  await deleteApp(app);
  const error = thrownBy(() => getPresence(app));
  expect(error).toMatchObject({ code: 'presence/invalid-argument' });
  expect(error.message).toContain('deleted');
});

test('an app without the database emulator gets an error with the missing call at the sign-in', async () => {
  ignoreTheSuite();
  const { app, auth } = onlyAuthEmulator();
  const error = firstError(getPresence(app));
  await signInWithCustomToken(auth, await customToken(person('alice').uid));
  expect(await error).toMatchObject({ code: 'presence/emulator-not-connected' });
  expect((await error).message).toContain('connectDatabaseEmulator');
});

test('an app without the Firestore emulator gets an error with the missing call at its first listener', () => {
  const { app } = onlyAuthEmulator();
  const error = thrownBy(() => onStatusChanged(getPresence(app), 'bob', () => undefined));
  expect(error).toMatchObject({ code: 'presence/emulator-not-connected' });
  expect(error.message).toContain('connectFirestoreEmulator');
});

test('an app can connect the emulators after getPresence()', async () => {
  const alice = person('alice');
  const { app, auth } = onlyAuthEmulator();
  const presence = getPresence(app);
  connectDatabaseEmulator(getDatabase(app), suite.database().host, suite.database().port);
  connectFirestoreEmulator(getFirestore(app), suite.firestore().host, suite.firestore().port);
  await signInWithCustomToken(auth, await customToken(alice.uid));
  await isConnected(presence);
});

test('a program in Node with presence ends if no user is signed in', async () => {
  const program = `
    import { initializeApp } from 'firebase/app';
    import { getPresence } from 'firebase-presence/without-firestore';
    getPresence(initializeApp({ apiKey: 'any', projectId: 'demo-presence' }));
  `;
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    cwd: new URL('.', import.meta.url),
    timeout: 60_000,
  });
});

test('an app whose rules were never deployed gets the command that deploys them', async () => {
  // The rules of a new project.
  const { url } = await newInstance('locked', JSON.stringify({ rules: { '.read': false, '.write': false } }));
  const device = newDevice({ databaseURL: url });
  await signInAs(device, person('alice').uid);
  const error = await firstError(getPresence(device.app));
  expect(error).toMatchObject({ code: 'presence/permission-denied' });
  expect(error.message).toMatch(
    /^Cannot .* user '.*': the security rules refused it\. Deploy the rules: npx firebase-tools deploy --only firestore:rules,database\./,
  );
});

test('a listener on a collection that the rules do not open gets an error', async () => {
  const alice = person('alice');
  const tab = await alice.opensTab({ collection: 'not-opened' });
  const error = await new Promise((resolve) => {
    onTestFinished(onStatusChanged(tab.presence, alice.uid, () => undefined, resolve));
  });
  expect(error).toMatchObject({ code: 'presence/permission-denied' });
});

test('getPresence() rejects other options for the same app, and accepts the same options', async () => {
  const tab = await person('alice').opensTab({ collection: 'status' });
  expect(getPresence(tab.device.app)).toBe(tab.presence);
  expect(getPresence(tab.device.app, { collection: 'status' })).toBe(tab.presence);
  const error = thrownBy(() => getPresence(tab.device.app, { collection: 'users' }));
  expect(error).toMatchObject({ code: 'presence/already-initialized' });
});

test.each([
  { settleMs: -1 },
  { settleMs: Number.NaN },
  { settleMs: Number.POSITIVE_INFINITY },
  { settleMs: 2 ** 31 },
  { limit: 0 },
  { limit: 1.5 },
  { limit: 10, uids: ['alice'] },
])('onOnlineUsersChanged() rejects the option %j', async (options) => {
  const tab = await person('alice').opensTab();
  const error = thrownBy(() => onOnlineUsersChanged(tab.presence, () => undefined, undefined, options));
  expect(error).toMatchObject({ code: 'presence/invalid-argument' });
});

test.each(['', 'status/alice', '/status'])(
  'getPresence() rejects the collection %j with the value in the error',
  (collection) => {
    const error = thrownBy(() => getPresence(newDevice().app, { collection }));
    expect(error).toMatchObject({ code: 'presence/invalid-argument' });
    expect(error.message).toContain(`collection is ${JSON.stringify(collection)}`);
  },
);

test.each([0, 999, 1500.5, Number.NaN, 3_600_001, 2_592_000_000])(
  'getPresence() rejects a renewal period of %d milliseconds with the value in the error',
  (renewalMs) => {
    const error = thrownBy(() => getPresence(newDevice().app, { renewalMs }));
    expect(error).toMatchObject({ code: 'presence/invalid-argument' });
    expect(error.message).toContain(`renewalMs is ${renewalMs}`);
  },
);

test.each([0, 999, 1500.5, Number.NaN, Number.NEGATIVE_INFINITY])(
  'getPresence() rejects an idle time of %d milliseconds with the value in the error',
  (idleAfterMs) => {
    const error = thrownBy(() => getPresence(newDevice().app, { idleAfterMs }));
    expect(error).toMatchObject({ code: 'presence/invalid-argument' });
    expect(error.message).toContain(`idleAfterMs is ${idleAfterMs}`);
  },
);

test.each([Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER])(
  'getPresence() accepts an idle time of %d milliseconds, which never ends',
  (idleAfterMs) => {
    expect(() => getPresence(newDevice().app, { idleAfterMs })).not.toThrow();
  },
);

test('a stopped Presence throws presence/stopped, and any other object presence/invalid-argument', async () => {
  const tab = await person('alice').opensTab();
  await stopPresence(tab.presence);
  expect(thrownBy(() => onStatusChanged(tab.presence, 'bob', () => undefined))).toMatchObject({
    code: 'presence/stopped',
  });
  const none = { app: tab.device.app };
  expect(thrownBy(() => onStatusChanged(none, 'bob', () => undefined))).toMatchObject({
    code: 'presence/invalid-argument',
  });
});

test('a client that cannot reach the database gets an error within a minute, and keeps trying', async () => {
  const { network, device } = await cutOff(newDevice);
  const presence = getPresence(device.app);
  const error = firstError(presence);
  await vi.advanceTimersByTimeAsync(UNREACHABLE_AFTER_MS);
  vi.useRealTimers();
  expect(await error).toMatchObject({ code: 'presence/database-unreachable' });
  network.heal();
  goOffline(device.database);
  goOnline(device.database);
  await isConnected(presence);
});

test('a paused client gets no error that the database is unreachable, until it resumes', async () => {
  const { device } = await cutOff(newDevice);
  const presence = getPresence(device.app);
  const [state, error] = [vi.fn(), vi.fn()];
  onConnectionStateChanged(presence, state, error);
  await vi.waitFor(() => expect(state).toHaveBeenLastCalledWith('connecting'));
  await pausePresence(presence);
  await vi.advanceTimersByTimeAsync(2 * UNREACHABLE_AFTER_MS);
  expect(error).not.toHaveBeenCalled();
  resumePresence(presence);
  await vi.advanceTimersByTimeAsync(UNREACHABLE_AFTER_MS);
  expect(error).toHaveBeenCalledWith(expect.objectContaining({ code: 'presence/database-unreachable' }));
});

test('an app that is deleted before it is connected gets no error', async () => {
  const { device } = await cutOff(connectDevice);
  const error = vi.fn();
  const state = vi.fn();
  onConnectionStateChanged(getPresence(device.app), state, error);
  await vi.waitFor(() => expect(state).toHaveBeenLastCalledWith('connecting'));
  const deleted = deleteApp(device.app);
  // An error that a timer throws is thrown here.
  await vi.advanceTimersByTimeAsync(UNREACHABLE_AFTER_MS);
  await deleted;
  expect(error).not.toHaveBeenCalled();
});

test('a client whose clock is a day ahead is online with the server time', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 });
  const alice = person('alice');
  const seen = watch(alice);
  const tab = await alice.opensTab();
  await seen.sees('online');
  const announced = (await node(alice))?.last_changed;
  expect(seen.lastChanged).toBe(announced);
  expect(Date.now() - Number(announced)).toBeGreaterThan(80_000_000);
  await tab.closes();
  await seen.sees('offline');
  expect(Date.now() - seen.lastChanged).toBeGreaterThan(80_000_000);
});

function firstError(presence: Presence): Promise<PresenceError> {
  return new Promise((resolve) => {
    onTestFinished(onConnectionStateChanged(presence, () => undefined, resolve));
  });
}

function thrownBy(call: () => unknown): Error {
  try {
    call();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('Nothing was thrown');
}

/** Removes the variable that shows an app under Node where the database is. Outside the suite it is not set. */
function ignoreTheSuite(): void {
  // The operator's app needs the variable. It reads it at its first call.
  suite.admin();
  vi.stubEnv('FIREBASE_DATABASE_EMULATOR_HOST', undefined);
}

/** An app that connected only the Auth emulator. */
function onlyAuthEmulator(): { app: FirebaseApp; auth: Auth } {
  const app = initializeApp({ apiKey: 'any', projectId: suite.PROJECT }, crypto.randomUUID());
  onTestFinished(() => deleteApp(app));
  const auth = initializeAuth(app, { persistence: inMemoryPersistence });
  connectAuthEmulator(auth, `http://127.0.0.1:${suite.auth().port}`, { disableWarnings: true });
  return { app, auth };
}

/** A signed-in device whose network carries nothing to or from the database. From here on the test moves the timers. */
async function cutOff(connect: typeof connectDevice): Promise<{ network: FaultProxy; device: Device }> {
  const network = await openFaultProxy(suite.database());
  onTestFinished(() => network.close());
  network.cut();
  const device = connect({}, network);
  await signInAs(device, person('alice').uid);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  return { network, device };
}
