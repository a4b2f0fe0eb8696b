import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { goOffline, goOnline, onDisconnect, onValue, ref, serverTimestamp, set } from 'firebase/database';
import { expect, test } from 'vitest';
import { emulatorAddress, freshNamespace, openClient, setRules, stored, valuesOf } from './clients.ts';

test('a disconnect write runs when the client goes, with the time of that moment', async () => {
  const namespace = freshNamespace();
  const client = openClient(namespace);
  await onDisconnect(ref(client, 'status')).set({ state: 'offline', at: serverTimestamp() });
  const armedAt = Date.now();
  await set(ref(client, 'status'), { state: 'online' });
  goOffline(client);
  const watched = valuesOf(ref(openClient(namespace), 'status'));
  await expect.poll(() => watched.at(-1)).toEqual({ state: 'offline', at: expect.any(Number) });
  const left = watched.at(-1);
  const at = typeof left === 'object' && left !== null && 'at' in left ? left.at : undefined;
  expect(Number(at)).toBeGreaterThanOrEqual(armedAt - 1_000);
});

test('set, update, remove and cancel work as disconnect writes', async () => {
  const namespace = freshNamespace();
  const client = openClient(namespace);
  await set(ref(client), { removed: 1, updated: { kept: 1 }, cancelled: 'old', partly: 'old' });
  await onDisconnect(ref(client, 'removed')).remove();
  await onDisconnect(ref(client, 'updated')).update({ a: 1, 'b/c': 2 });
  await onDisconnect(ref(client, 'cancelled')).set('new');
  await onDisconnect(ref(client, 'cancelled')).cancel();
  await onDisconnect(ref(client, 'set')).setWithPriority('x', 1);
  goOffline(client);
  await expect.poll(() => stored(namespace, 'set')).toBe('x');
  expect(await stored(namespace, '')).toEqual({
    updated: { kept: 1, a: 1, b: { c: 2 } },
    cancelled: 'old',
    partly: 'old',
    set: 'x',
  });
});

test('a cancellation also removes the disconnect writes below its path', async () => {
  const namespace = freshNamespace();
  const client = openClient(namespace);
  await onDisconnect(ref(client, 'a/b/c')).set('left');
  await onDisconnect(ref(client, 'z')).set('last');
  await onDisconnect(ref(client, 'a')).cancel();
  goOffline(client);
  await expect.poll(() => stored(namespace, 'z')).toBe('last');
  expect(await stored(namespace, 'a')).toBeNull();
});

test('an update at the disconnect is one event for a listener', async () => {
  const namespace = freshNamespace();
  const client = openClient(namespace);
  await set(ref(client, 'a'), { connection: true });
  await onDisconnect(ref(client, 'a')).update({ connection: null, last: 1 });
  const received = valuesOf(ref(openClient(namespace), 'a'));
  await expect.poll(() => received).toEqual([{ connection: true }]);
  goOffline(client);
  await expect.poll(() => received).toEqual([{ connection: true }, { last: 1 }]);
});

test('a disconnect write runs once, and has to be registered again after the return', async () => {
  const namespace = freshNamespace();
  const client = openClient(namespace);
  await onDisconnect(ref(client, 'a')).set('gone');
  goOffline(client);
  await expect.poll(() => stored(namespace, 'a')).toBe('gone');
  goOnline(client);
  await set(ref(client, 'a'), 'back');
  await onDisconnect(ref(client, 'z')).set('gone again');
  goOffline(client);
  await expect.poll(() => stored(namespace, 'z')).toBe('gone again');
  expect(await stored(namespace, 'a')).toBe('back');
});

test('the rules reject a disconnect write at its registration, and when it runs', async () => {
  const namespace = freshNamespace();
  await setRules(namespace, {
    open: { '.read': true, '.write': true },
    own: { $uid: { '.write': "auth.uid == $uid && root.child('open/shut').val() != true" } },
  });
  const alice = openClient(namespace, 'alice');
  await expect(onDisconnect(ref(alice, 'own/bob')).set('x')).rejects.toThrow(/permission_denied/i);
  await onDisconnect(ref(alice, 'own/alice')).set('x');
  await onDisconnect(ref(alice, 'open/z')).set('last');
  await set(ref(alice, 'open/shut'), true);
  goOffline(alice);
  await expect.poll(() => stored(namespace, 'open/z')).toBe('last');
  expect(await stored(namespace, 'own')).toBeNull();
});

test('the disconnect writes of a killed client run', async () => {
  const namespace = freshNamespace();
  const received = valuesOf(ref(openClient(namespace), 'state'));
  const process = victim(namespace);
  await expect.poll(() => received.at(-1)).toBe('online');
  process.kill('SIGKILL');
  await once(process, 'exit');
  await expect.poll(() => received.at(-1)).toBe('offline');
});

test("each of a user's connections removes only its own data", async () => {
  const namespace = freshNamespace();
  const tabs = ['one', 'two'].map((id) => ({ id, client: openClient(namespace, 'alice') }));
  for (const { id, client } of tabs) {
    await onDisconnect(ref(client, `connections/${id}`)).remove();
    await set(ref(client, `connections/${id}`), true);
  }
  const [first] = tabs;
  if (first !== undefined) {
    goOffline(first.client);
  }
  await expect.poll(() => stored(namespace, 'connections')).toEqual({ two: true });
});

test('a client that arms again at each return always has its disconnect write', async () => {
  const namespace = freshNamespace();
  const client = openClient(namespace);
  onValue(ref(client, '.info/connected'), (connected) => {
    if (connected.val() === true) {
      void onDisconnect(ref(client, 'state'))
        .set('offline')
        .then(() => set(ref(client, 'state'), 'online'));
    }
  });
  for (let round = 0; round < 3; round++) {
    await expect.poll(() => stored(namespace, 'state')).toBe('online');
    goOffline(client);
    await expect.poll(() => stored(namespace, 'state')).toBe('offline');
    goOnline(client);
  }
});

/** Another process that goes online, for a test that kills it. */
function victim(namespace: string) {
  const { host, port } = emulatorAddress();
  const script = `
    import { initializeApp } from 'firebase/app';
    import { connectDatabaseEmulator, getDatabase, onDisconnect, ref, set } from 'firebase/database';
    const database = getDatabase(initializeApp({ databaseURL: 'https://${namespace}.firebaseio.com' }));
    connectDatabaseEmulator(database, '${host}', ${port});
    await onDisconnect(ref(database, 'state')).set('offline');
    await set(ref(database, 'state'), 'online');
  `;
  const cwd = dirname(fileURLToPath(import.meta.url));
  return spawn(process.execPath, ['--input-type=module', '--eval', script], { cwd, stdio: 'inherit' });
}
