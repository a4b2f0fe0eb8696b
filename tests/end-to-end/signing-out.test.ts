import { openFaultProxy } from 'fault-proxy';
import { signOut } from 'firebase/auth';
import { onConnectionStateChanged, onMyStatusChanged, type UserStatus } from 'firebase-presence';
import { expect, onTestFinished, test } from 'vitest';
import * as suite from '../kit/suite.ts';
import { connections, newDevice, person, watch } from '../kit/users/index.ts';

test('signing out takes the user offline before the sign-out takes effect', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  const tab = await alice.opensTab();
  await seen.sees('online');
  await tab.signsOut();
  expect(await connections(alice)).toEqual([]);
  await tab.connectionIs('signed-out');
  await seen.sees('offline');
});

test('signing in as somebody else takes the first user offline and the second online', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const [seenAlice, seenBob] = [watch(alice), watch(bob)];
  const tab = await alice.opensTab();
  await seenAlice.sees('online');
  await tab.signsInAs(bob);
  expect(await connections(alice)).toEqual([]);
  await seenAlice.sees('offline');
  await seenBob.sees('online');
  await tab.closes();
  await seenBob.sees('offline');
  expect(await connections(alice)).toEqual([]);
});

test('a sign-out that cannot reach the server does not hang, and the server notices by itself', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  const tab = await alice.opensTab();
  await seen.sees('online');
  tab.losesConnection();
  await signOut(tab.device.auth);
  await seen.sees('offline');
  expect(await connections(alice)).toEqual([]);
});

test('the own status follows whoever is signed in', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const tab = await alice.opensTab();
  const told: (UserStatus | null)[] = [];
  onTestFinished(onMyStatusChanged(tab.presence, (status) => told.push(status)));
  await expect.poll(() => told.at(-1)).toMatchObject({ uid: alice.uid, state: 'online' });
  await tab.signsInAs(bob);
  await expect.poll(() => told.at(-1)).toMatchObject({ uid: bob.uid, state: 'online' });
  await tab.signsOut();
  await expect.poll(() => told.at(-1)).toBeNull();
});

test('whoever signs in again before the server has answered the sign-out is present as if nothing had been', async () => {
  const network = await openFaultProxy(suite.database());
  onTestFinished(() => network.close());
  const alice = person('alice');
  const tab = await alice.opensTab({}, newDevice({}, network));
  const errors: unknown[] = [];
  onConnectionStateChanged(
    tab.presence,
    () => undefined,
    (error) => errors.push(error),
  );
  await tab.signsOut();
  // What the server says of the sign-out comes when the next listener stands already.
  network.silence();
  await tab.signsInAs(alice);
  await tab.connectionIs('connecting');
  network.heal();
  await tab.isConnected();
  const [first] = await connections(alice);
  expect(errors).toEqual([]);
  // Rule 3 holds too: the tab still watches over its record.
  await suite.admin().database.ref(`status/${alice.uid}`).remove();
  await expect.poll(() => connections(alice)).toEqual([expect.not.stringMatching(String(first))]);
  expect(errors).toEqual([]);
});
