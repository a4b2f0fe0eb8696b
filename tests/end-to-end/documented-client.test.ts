import { goOffline } from 'firebase/database';
import { collection, onSnapshot, query, where } from 'firebase/firestore';
import { expect, onTestFinished, test } from 'vitest';
import { documentedClient } from '../kit/sample/index.ts';
import { connections, type Device, node, person, watch } from '../kit/users/index.ts';

test('a documentation-style client alone comes online and goes offline', async () => {
  const bob = person('bob');
  const seen = watch(bob);
  const device = await bob.opensDevice();
  const client = documentedClient(device, bob.uid);
  await seen.sees('online');
  client.stop();
  goOffline(device.database);
  await seen.sees('offline');
});

test('a query for online users finds documentation-style clients and ours', async () => {
  const [alice, bob, carol] = [person('alice'), person('bob'), person('carol')];
  const seen = [watch(alice), watch(bob)];
  await alice.opensTab();
  const device = await bob.opensDevice();
  onTestFinished(documentedClient(device, bob.uid).stop);
  // Google's Firestore emulator can lose an update of a query that comes while its first answer is on the way.
  for (const one of seen) await one.sees('online');
  const online = onlineFor(await carol.opensDevice());
  await expect.poll(() => online.uids()).toEqual(expect.arrayContaining([alice.uid, bob.uid]));
});

test('a user stays online when a documentation-style device replaces the whole node and disconnects', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  const device = await alice.opensDevice();
  const phone = documentedClient(device, alice.uid);
  await expect.poll(async () => (await node(alice))?.state).toBe('online');
  const tab = await alice.opensTab();
  const [ours] = await connections(alice);
  expect(ours).toBeDefined();
  phone.stop();
  goOffline(device.database);
  await expect.poll(async () => (await node(alice))?.state).toBe('offline');
  // Rule 3: the tab finds its record gone and writes it again.
  await expect.poll(() => connections(alice)).toHaveLength(1);
  await tab.closes();
  await seen.sees('offline');
  expect(seen.states.filter((state) => state !== 'none')).toEqual(['online', 'offline']);
});

test('a user stays online on a documentation-style device when the last tab with this package closes', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  const tab = await alice.opensTab();
  await seen.sees('online');
  const device = await alice.opensDevice();
  const phone = documentedClient(device, alice.uid);
  await expect.poll(async () => (await node(alice))?.state).toBe('online');
  await expect.poll(() => connections(alice)).toHaveLength(1);
  await tab.closes();
  await expect.poll(() => connections(alice)).toEqual([]);
  phone.stop();
  goOffline(device.database);
  await seen.sees('offline');
  expect(seen.states.filter((state) => state !== 'none')).toEqual(['online', 'offline']);
});

/** The online users that an app sees when it queries Firestore as the documentation shows. */
function onlineFor({ firestore }: Device): { uids: () => string[] } {
  let uids: string[] = [];
  const allOnline = query(collection(firestore, 'status'), where('state', '==', 'online'));
  onTestFinished(
    onSnapshot(allOnline, (snapshot) => {
      uids = snapshot.docs.map(({ id }) => id);
    }),
  );
  return { uids: () => uids };
}
