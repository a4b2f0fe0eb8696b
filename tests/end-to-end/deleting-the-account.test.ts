import { deleteUser } from 'firebase/auth';
import { ref, serverTimestamp, update } from 'firebase/database';
import { getAuth } from 'firebase-admin/auth';
import { getRoom, joinRoom, setCustomStatus } from 'firebase-presence';
import { expect, test } from 'vitest';
import { budgetPath, leasePath, occupancyPath, roomPath, settingsPath } from '../../contract/index.ts';
import { accountCheck } from '../../functions/src/accounts.ts';
import { instanceAt } from '../../functions/src/databases.ts';
import { finishForgetting } from '../../functions/src/forget-user.ts';
import * as suite from '../kit/suite.ts';
import { node, type Person, person, places, signInAs, watch } from '../kit/users/index.ts';

test('a deleted account leaves nothing in either database', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  const tab = await alice.opensTab();
  await seen.sees('online');
  const [connection] = await places(alice);
  const user = tab.device.auth.currentUser;
  if (!user) throw new Error('No user is signed in');
  await deleteUser(user);
  await seen.sees('offline');
  await isForgotten(alice);
  expect(await node(alice)).toBeNull();
  expect(
    (
      await suite
        .admin()
        .database.ref(leasePath(alice.uid, String(connection?.slot)))
        .get()
    ).exists(),
  ).toBe(false);
  await tokensExpire();
  await seen.sees('none');
  expect((await suite.admin().database.ref(`presence/forgotten/${alice.uid}`).get()).exists()).toBe(false);
});

test('the settings, the budget and the seats of a deleted account are removed', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  const tab = await alice.opensTab();
  const roomId = `room-${alice.uid}`;
  await setCustomStatus(tab.presence, { text: 'Here for now' });
  await joinRoom(getRoom(tab.presence, roomId), { name: 'Alice' });
  await expect.poll(() => seen.documents.at(-1)).toMatchObject({ state: 'online', custom: { text: 'Here for now' } });
  await getAuth(suite.admin().app).deleteUser(alice.uid);
  await isForgotten(alice);
  await expect.poll(() => Object.keys(seen.documents.at(-1) ?? {}).sort()).toEqual(['last_changed', 'state']);
  for (const path of [settingsPath(alice.uid), budgetPath(alice.uid), roomPath(roomId)]) {
    expect((await suite.admin().database.ref(path).get()).exists()).toBe(false);
  }
  await expect.poll(async () => (await suite.admin().database.ref(occupancyPath(roomId)).get()).exists()).toBe(false);
});

test('a connected device does not bring back an account that was deleted elsewhere', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  const tab = await alice.opensTab();
  await seen.sees('online');
  await getAuth(suite.admin().app).deleteUser(alice.uid);
  await isForgotten(alice);
  await seen.sees('offline');
  // The tab found its record gone and tried to announce itself again. The rules reject what it writes from now on.
  const again = {
    'connections/ghost': { last_changed: serverTimestamp(), slot: '00' },
    last_changed: serverTimestamp(),
  };
  await expect(update(ref(tab.device.database, `status/${alice.uid}`), again)).rejects.toThrow('PERMISSION_DENIED');
  expect(await node(alice)).toBeNull();
  expect(await storedState(alice)).toBe('offline');
});

test("the app's fields survive in the status document of a deleted account", async () => {
  const alice = person('alice');
  const seen = watch(alice);
  await suite.admin().firestore.doc(`status/${alice.uid}`).set({ name: 'Alice' });
  await alice.opensTab();
  await seen.sees('online');
  await getAuth(suite.admin().app).deleteUser(alice.uid);
  await isForgotten(alice);
  await seen.sees('offline');
  await tokensExpire();
  await expect.poll(() => seen.documents.at(-1)).toEqual({ name: 'Alice' });
});

test('a new user with the uid of a deleted account can be online', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  const tab = await alice.opensTab();
  await seen.sees('online');
  await getAuth(suite.admin().app).deleteUser(alice.uid);
  await isForgotten(alice);
  await seen.sees('offline');
  await tab.signsOut();
  // A token holds the time of the sign-in in whole seconds.
  const forgottenAt = (await suite.admin().database.ref(`presence/forgotten/${alice.uid}`).get()).val();
  await expect.poll(() => Math.floor(Date.now() / 1000) * 1000).toBeGreaterThan(forgottenAt);
  await signInAs(tab.device, alice.uid);
  await seen.sees('online');
  await tokensExpire();
  expect(await storedState(alice)).toBe('online');
});

/** Waits until the function has erased the data. It stores the time first, and removes the request last. */
async function isForgotten({ uid }: Person): Promise<void> {
  const { database } = suite.admin();
  await expect.poll(async () => (await database.ref(`presence/forgotten/${uid}`).get()).exists()).toBe(true);
  await expect.poll(async () => (await database.ref(`presence/forget/${uid}`).get()).exists()).toBe(false);
}

/** Reads the state in the status document. A listener can be behind. */
async function storedState({ uid }: Person): Promise<unknown> {
  return (await suite.admin().firestore.collection('status').doc(uid).get()).get('state');
}

/** Runs what the sweeper runs an hour after the deletion. */
async function tokensExpire(): Promise<void> {
  const { app, firestore } = suite.admin();
  const instances = [instanceAt(app, suite.DATABASE_URL)];
  const hasAccount = accountCheck(getAuth(app));
  const context = { instances, firestore, collection: 'status', targets: 'firestore' as const, hasAccount };
  await finishForgetting(context, Date.now(), 0);
}
