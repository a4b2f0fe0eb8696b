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
import {
  connectDevice,
  connections,
  hasLongGracePeriod,
  isConnected,
  person,
  statusesSeen,
  watch,
} from '../kit/users/index.ts';

test('a device that loses its network sees its user offline at once, and others never do', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  await seen.sees('none');
  const tab = await alice.opensTab();
  await seen.sees('online');
  const errors: PresenceError[] = [];
  const statuses = statusesSeen(tab.presence, alice.uid);
  onTestFinished(
    onConnectionStateChanged(
      tab.presence,
      () => undefined,
      (error) => errors.push(error),
    ),
  );
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'online', fromCache: false });

  await hasLongGracePeriod(alice);
  await disableNetwork(tab.device.firestore);
  tab.losesConnection();
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'offline', fromCache: true });

  await enableNetwork(tab.device.firestore);
  tab.regainsConnection();
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'online', fromCache: false });
  await pausePresence(tab.presence);
  await seen.sees('offline');
  expect(seen.states).toEqual(['none', 'online', 'offline']);
  // The rules reject the queued `offline`. That is expected, so the app gets no error.
  expect(errors).toEqual([]);
});

test('a tab that opens while its user is online elsewhere never shows the user offline', async () => {
  const alice = person('alice');
  await alice.opensTab();
  await watch(alice).sees('online');
  const device = await alice.opensDevice();
  const presence = getPresence(device.app);
  const statuses: (UserStatus | null)[] = [];
  onTestFinished(onMyStatusChanged(presence, (status) => statuses.push(status)));
  await isConnected(presence);
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'online', fromCache: false });
  expect(statuses.map((status) => status?.state)).not.toContain('offline');
});

test('a device without network does not take its user offline while another device is connected', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  await seen.sees('none');
  const laptop = await alice.opensTab();
  const phone = await alice.opensTab();
  await seen.sees('online');
  await disableNetwork(phone.device.firestore);
  phone.losesConnection();
  await phone.connectionIs('disconnected');
  const statuses = statusesSeen(phone.presence, alice.uid);
  await expect.poll(() => statuses.at(-1)?.state).toBe('offline');
  // The queued `offline` reaches the server only now, and the rules reject it.
  await enableNetwork(phone.device.firestore);
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'online', fromCache: false });
  await pausePresence(laptop.presence);
  await seen.sees('offline');
  expect(seen.states).toEqual(['none', 'online', 'offline']);
});

test('an app that replaces its Firestore gets firestore-terminated, and sees itself in the new one', async () => {
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

test('deleteApp() without stopPresence() removes the connection, although Firestore was not used', async () => {
  const alice = person('alice');
  await alice.opensTab();
  const phone = await alice.opensTab({}, connectDevice());
  await deleteApp(phone.device.app);
  await expect.poll(() => connections(alice)).toHaveLength(1);
});
