import { ServerValue } from 'firebase-admin/database';
import { expect, test } from 'vitest';
import { openAdmin } from './admin-client.ts';
import { freshNamespace, setRules, stored } from './clients.ts';

const OWN_NODE = { users: { $uid: { '.read': 'auth.uid == $uid', '.write': 'auth.uid == $uid' } } };

test('an admin reads and writes without rules', async () => {
  const namespace = freshNamespace();
  await setRules(namespace, { '.read': false, '.write': false });
  const root = openAdmin(namespace).ref();
  await root.child('a').set({ b: 1, at: ServerValue.TIMESTAMP });
  await root.update({ 'a/b': null, 'c/d': 2 });
  const added = await root.child('list').push('x');
  expect((await root.get()).val()).toEqual({
    a: { at: expect.any(Number) },
    c: { d: 2 },
    list: { [String(added.key)]: 'x' },
  });
});

test('an admin listens, runs transactions and queries, and registers disconnect writes', async () => {
  const namespace = freshNamespace();
  await setRules(namespace, { list: { '.indexOn': 'n' } });
  const admin = openAdmin(namespace);
  const received: unknown[] = [];
  admin.ref('n').on('value', (value) => {
    received.push(value.val());
  });
  await expect.poll(() => received).toEqual([null]);
  await admin.ref('n').transaction((n: number | null) => (n ?? 0) + 1);
  expect(received).toEqual([null, 1]);
  await admin.ref('list').set({ a: { n: 2 }, b: { n: 1 } });
  const first = await admin.ref('list').orderByChild('n').limitToFirst(1).once('value');
  expect(first.val()).toEqual({ b: { n: 1 } });
  await admin.ref('state').onDisconnect().set('gone');
  admin.goOffline();
  await expect.poll(() => stored(namespace, 'state')).toBe('gone');
});

test('the rules limit an admin that acts for a user', async () => {
  const namespace = freshNamespace();
  await setRules(namespace, OWN_NODE);
  const asAlice = openAdmin(namespace, { databaseAuthVariableOverride: { uid: 'alice' } });
  await asAlice.ref('users/alice').set(1);
  await expect(asAlice.ref('users/bob').set(1)).rejects.toThrow(/permission_denied/i);
  const signedOut = openAdmin(namespace, { databaseAuthVariableOverride: null });
  await expect(signedOut.ref('users/alice').set(1)).rejects.toThrow(/permission_denied/i);
});

test('an admin sets rules and reads them back', async () => {
  const accessToken = async () => ({ access_token: 'any', expires_in: 3600 });
  const admin = openAdmin(freshNamespace(), { credential: { getAccessToken: accessToken } });
  const source = '{\n  // closed\n  "rules": { ".read": false }\n}';
  await admin.setRules(source);
  expect(await admin.getRules()).toBe(source);
  expect(await admin.getRulesJSON()).toEqual({ rules: { '.read': false } });
});
