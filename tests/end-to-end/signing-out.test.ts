import { openFaultProxy } from 'fault-proxy';
import { signOut } from 'firebase/auth';
import { onConnectionStateChanged, onMyStatusChanged, setAvailability, type UserStatus } from 'firebase-presence';
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

test('signing in as another user takes the first user offline and the second online', async () => {
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

test('a sign-out without a connection does not hang, and the server removes the connection', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  const tab = await alice.opensTab();
  await seen.sees('online');
  tab.losesConnection();
  await signOut(tab.device.auth);
  await seen.sees('offline');
  expect(await connections(alice)).toEqual([]);
});

test('a change that the server receives only after the sign-out is rejected with presence/signed-out', async () => {
  const tab = await person('alice').opensTab();
  tab.losesConnection();
  const change = setAvailability(tab.presence, 'busy');
  await tab.signsOut();
  tab.regainsConnection();
  await expect(change).rejects.toMatchObject({ code: 'presence/signed-out' });
});

test('onMyStatusChanged() follows the signed-in user', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const tab = await alice.opensTab();
  // Google's emulator can report a document as missing that is created in the same moment. Firebase's SDK then ignores its creation.
  await watch(alice).sees('online');
  const statuses: (UserStatus | null)[] = [];
  onTestFinished(onMyStatusChanged(tab.presence, (status) => statuses.push(status)));
  await expect.poll(() => statuses.at(-1)).toMatchObject({ uid: alice.uid, state: 'online' });
  await tab.signsInAs(bob);
  await expect.poll(() => statuses.at(-1)).toMatchObject({ uid: bob.uid, state: 'online' });
  await tab.signsOut();
  await expect.poll(() => statuses.at(-1)).toBeNull();
});

test('a user who signs in again before the server answered the sign-out is connected without an error', async () => {
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
  // The server's answer to the sign-out arrives when the next listener exists already.
  network.silence();
  await tab.signsInAs(alice);
  await tab.connectionIs('connecting');
  network.heal();
  await tab.isConnected();
  const [first] = await connections(alice);
  expect(errors).toEqual([]);
  // Rule 3 holds too: the tab still listens to its record.
  await suite.admin().database.ref(`status/${alice.uid}`).remove();
  await expect.poll(() => connections(alice)).toEqual([expect.not.stringMatching(String(first))]);
  expect(errors).toEqual([]);
});
