import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { goOffline, goOnline, onDisconnect, onValue, ref, serverTimestamp, set } from 'firebase/database';
import { expect, test, vi } from 'vitest';
import { emulatorAddress, freshNamespace, openClient, setRules, stored, valuesOf } from './clients.ts';

const LONG_ENOUGH = { timeout: 10_000 };

test('what was left for the disconnect happens when the client goes, with the time of its going', async () => {
  const namespace = freshNamespace();
  const client = openClient(namespace);
  await onDisconnect(ref(client, 'status')).set({ state: 'offline', at: serverTimestamp() });
  const armedAt = Date.now();
  await set(ref(client, 'status'), { state: 'online' });
  goOffline(client);
  const watched = valuesOf(ref(openClient(namespace), 'status'));
  await vi.waitFor(() => expect(watched.at(-1)).toEqual({ state: 'offline', at: expect.any(Number) }), LONG_ENOUGH);
  const left = watched.at(-1);
  const at = typeof left === 'object' && left !== null && 'at' in left ? left.at : undefined;
  expect(Number(at)).toBeGreaterThanOrEqual(armedAt - 1_000);
});

test('set, update, remove and cancel each do their part', async () => {
  const namespace = freshNamespace();
  const client = openClient(namespace);
  await set(ref(client), { removed: 1, updated: { kept: 1 }, cancelled: 'old', partly: 'old' });
  await onDisconnect(ref(client, 'removed')).remove();
  await onDisconnect(ref(client, 'updated')).update({ a: 1, 'b/c': 2 });
  await onDisconnect(ref(client, 'cancelled')).set('new');
  await onDisconnect(ref(client, 'cancelled')).cancel();
  await onDisconnect(ref(client, 'set')).setWithPriority('x', 1);
  goOffline(client);
  await vi.waitFor(async () => expect(await stored(namespace, 'set')).toBe('x'), LONG_ENOUGH);
  expect(await stored(namespace, '')).toEqual({
    updated: { kept: 1, a: 1, b: { c: 2 } },
    cancelled: 'old',
    partly: 'old',
    set: 'x',
  });
});

test('cancelling at a place also forgets what is below it', async () => {
  const namespace = freshNamespace();
  const client = openClient(namespace);
  await onDisconnect(ref(client, 'a/b/c')).set('left');
  await onDisconnect(ref(client, 'z')).set('last');
  await onDisconnect(ref(client, 'a')).cancel();
  goOffline(client);
  await vi.waitFor(async () => expect(await stored(namespace, 'z')).toBe('last'), LONG_ENOUGH);
  expect(await stored(namespace, 'a')).toBeNull();
});

test('an update left for the disconnect is one event for who listens', async () => {
  const namespace = freshNamespace();
  const client = openClient(namespace);
  await set(ref(client, 'a'), { connection: true });
  await onDisconnect(ref(client, 'a')).update({ connection: null, last: 1 });
  const heard = valuesOf(ref(openClient(namespace), 'a'));
  await vi.waitFor(() => expect(heard).toEqual([{ connection: true }]));
  goOffline(client);
  await vi.waitFor(() => expect(heard).toEqual([{ connection: true }, { last: 1 }]), LONG_ENOUGH);
});

test('it happens once: after the return it must be left again', async () => {
  const namespace = freshNamespace();
  const client = openClient(namespace);
  await onDisconnect(ref(client, 'a')).set('gone');
  goOffline(client);
  await vi.waitFor(async () => expect(await stored(namespace, 'a')).toBe('gone'), LONG_ENOUGH);
  goOnline(client);
  await set(ref(client, 'a'), 'back');
  await onDisconnect(ref(client, 'z')).set('gone again');
  goOffline(client);
  await vi.waitFor(async () => expect(await stored(namespace, 'z')).toBe('gone again'), LONG_ENOUGH);
  expect(await stored(namespace, 'a')).toBe('back');
});

test('what the rules refuse is refused when it is left, and when it happens', async () => {
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
  await vi.waitFor(async () => expect(await stored(namespace, 'open/z')).toBe('last'), LONG_ENOUGH);
  expect(await stored(namespace, 'own')).toBeNull();
});

test('a client that is killed leaves what it left', async () => {
  const namespace = freshNamespace();
  const heard = valuesOf(ref(openClient(namespace), 'state'));
  const process = victim(namespace);
  await vi.waitFor(() => expect(heard.at(-1)).toBe('online'), { timeout: 20_000 });
  process.kill('SIGKILL');
  await once(process, 'exit');
  await vi.waitFor(() => expect(heard.at(-1)).toBe('offline'), LONG_ENOUGH);
});

test('several connections of one person each take away only their own', async () => {
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
  await vi.waitFor(async () => expect(await stored(namespace, 'connections')).toEqual({ two: true }), LONG_ENOUGH);
});

test('who re-arms on every return is never without', async () => {
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
    await vi.waitFor(async () => expect(await stored(namespace, 'state')).toBe('online'), LONG_ENOUGH);
    goOffline(client);
    await vi.waitFor(async () => expect(await stored(namespace, 'state')).toBe('offline'), LONG_ENOUGH);
    goOnline(client);
  }
});

/** Another process that goes online, for a violent end. */
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
