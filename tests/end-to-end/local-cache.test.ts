import { deleteApp } from 'firebase/app';
import {
  clearIndexedDbPersistence,
  connectFirestoreEmulator,
  disableNetwork,
  enableNetwork,
  getFirestore,
  terminate,
} from 'firebase/firestore';
import {
  getPresence,
  onConnectionStateChanged,
  onMyStatusChanged,
  onOnlineUsersChanged,
  onStatusChanged,
  onStatusesChanged,
  type PresenceError,
  pausePresence,
  type UserStatus,
} from 'firebase-presence';
import { expect, onTestFinished, test } from 'vitest';
import * as suite from '../kit/suite.ts';
import { connectDevice, connections, isConnected, person, statusesSeen, watch } from '../kit/users/index.ts';

test('a device that loses its network sees itself offline at once, and the server never hears of it', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  await seen.sees('none');
  const tab = await alice.opensTab();
  await seen.sees('online');
  const errors: PresenceError[] = [];
  const told = statusesSeen(tab.presence, alice.uid);
  onTestFinished(
    onConnectionStateChanged(
      tab.presence,
      () => undefined,
      (error) => errors.push(error),
    ),
  );
  await expect.poll(() => told.at(-1)).toMatchObject({ state: 'online', fromCache: false });

  await disableNetwork(tab.device.firestore);
  tab.losesConnection();
  await expect.poll(() => told.at(-1)).toMatchObject({ state: 'offline', fromCache: true });

  await enableNetwork(tab.device.firestore);
  tab.regainsConnection();
  await expect.poll(() => told.at(-1)).toMatchObject({ state: 'online', fromCache: false });
  await pausePresence(tab.presence);
  await seen.sees('offline');
  expect(seen.states).toEqual(['none', 'online', 'offline']);
  // The refusal of the queued offline was expected, and is none of the app's business.
  expect(errors).toEqual([]);
});

test('a tab that opens while its user is online elsewhere never shows them offline', async () => {
  const alice = person('alice');
  await alice.opensTab();
  await watch(alice).sees('online');
  const device = await alice.opensDevice();
  const presence = getPresence(device.app);
  const told: (UserStatus | null)[] = [];
  onTestFinished(onMyStatusChanged(presence, (status) => told.push(status)));
  await isConnected(presence);
  await expect.poll(() => told.at(-1)).toMatchObject({ state: 'online', fromCache: false });
  expect(told.map((status) => status?.state)).not.toContain('offline');
});

test('a device without network does not take its user offline who is still there on another one', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  const laptop = await alice.opensTab();
  const phone = await alice.opensTab();
  await seen.sees('online');
  await disableNetwork(phone.device.firestore);
  phone.losesConnection();
  await phone.connectionIs('disconnected');
  const told = statusesSeen(phone.presence, alice.uid);
  await expect.poll(() => told.at(-1)?.state).toBe('offline');
  // The queued offline reaches the server only now, and is refused.
  await enableNetwork(phone.device.firestore);
  await expect.poll(() => told.at(-1)).toMatchObject({ state: 'online', fromCache: false });
  await pausePresence(laptop.presence);
  await seen.sees('offline');
  expect(seen.states).toEqual(['none', 'online', 'offline']);
});

test('an app that replaces its Firestore is told why its listeners end, and sees itself in the new one', async () => {
  const alice = person('alice');
  const tab = await alice.opensTab();
  await watch(alice).sees('online');
  const codes: string[] = [];
  const known: (UserStatus | null)[] = [];
  onStatusChanged(
    tab.presence,
    alice.uid,
    (status) => known.push(status),
    ({ code }) => codes.push(code),
  );
  onMyStatusChanged(
    tab.presence,
    () => undefined,
    ({ code }) => codes.push(code),
  );
  onStatusesChanged(
    tab.presence,
    [alice.uid],
    () => undefined,
    ({ code }) => codes.push(code),
  );
  onOnlineUsersChanged(
    tab.presence,
    () => undefined,
    ({ code }) => codes.push(code),
  );
  await expect.poll(() => known.at(-1)).toMatchObject({ state: 'online', fromCache: false });
  await terminate(tab.device.firestore);
  await clearIndexedDbPersistence(tab.device.firestore).catch(() => undefined);
  await expect.poll(() => codes).toEqual(Array.from({ length: 4 }, () => 'presence/firestore-terminated'));

  const { host, port } = suite.firestore();
  const firestore = getFirestore(tab.device.app);
  connectFirestoreEmulator(firestore, host, port);
  const statuses = statusesSeen(tab.presence, alice.uid);
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'online', fromCache: false });
  await disableNetwork(firestore);
  tab.losesConnection();
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'offline', fromCache: true });
});

test('an app that is deleted without a word to presence is gone, although nothing of Firestore was used', async () => {
  const alice = person('alice');
  await alice.opensTab();
  const phone = await alice.opensTab({}, connectDevice());
  await deleteApp(phone.device.app);
  await expect.poll(() => connections(alice)).toHaveLength(1);
});
