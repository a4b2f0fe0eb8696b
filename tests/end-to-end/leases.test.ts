import { openFaultProxy } from 'fault-proxy';
import { connectDatabaseEmulator, getDatabase } from 'firebase/database';
import { expect, onTestFinished, test } from 'vitest';
import { LATE_AFTER_SECONDS, LEASE_ROOT, leasePath, SWEPT_WITHIN_SECONDS } from '../../contract/index.ts';
import { sweep } from '../../functions/src/sweeper.ts';
import { newInstance } from '../kit/new-instance.ts';
import { startSchedule } from '../kit/schedule.ts';
import * as suite from '../kit/suite.ts';
import { connections, newDevice, person, places, watch } from '../kit/users/index.ts';

/** The bound in docs/7-operations.md. Its last seconds are for the sweeper's write, the function and Firestore. */
const PUBLISHED_BOUND_MS = SWEPT_WITHIN_SECONDS * 1000;

test('a client renews its lease at the period that the app chose', async () => {
  const alice = person('alice');
  await alice.opensTab({ renewalMs: 1000 });
  const [connection] = await places(alice);
  const renewals: unknown[] = [];
  const at = suite.admin().database.ref(`${leasePath(alice.uid, String(connection?.slot))}/at`);
  at.on('value', (time) => void renewals.push(time.val()));
  onTestFinished(() => at.off());
  await expect.poll(() => new Set(renewals).size).toBeGreaterThanOrEqual(3);
});

test('a client whose connection was swept by mistake announces itself again', async () => {
  const alice = person('alice');
  const { database, databaseUrl } = await newInstance('swept');
  const network = await openFaultProxy(suite.database());
  onTestFinished(() => network.close());
  const seen = watch(alice);
  const device = newDevice();
  connectDatabaseEmulator(getDatabase(device.app, databaseUrl()), network.host, network.port);
  await alice.opensTab({ databaseUrl }, device);
  await seen.sees('online');
  // The laptop sleeps: its client cannot answer.
  network.silence();
  const records = database.ref(`status/${alice.uid}/connections`);
  const [before] = Object.keys((await records.get()).val());
  const later = (seconds: number) => () => Date.now() + seconds * 1000;
  expect(await sweep(database.ref(), later(LATE_AFTER_SECONDS), LATE_AFTER_SECONDS * 1000)).toMatchObject({ asked: 1 });
  expect(await sweep(database.ref(), later(60), LATE_AFTER_SECONDS * 1000)).toMatchObject({ swept: 1, leftovers: 0 });
  network.heal();
  await expect
    .poll(async () => Object.keys((await records.get()).val() ?? {}))
    .toEqual([expect.not.stringMatching(String(before))]);
  await expect.poll(async () => (await database.ref(LEASE_ROOT).get()).numChildren()).toBe(1);
  await seen.sees('online');
});

test('a connection whose end the server does not notice is removed within the published bound', async () => {
  const alice = person('alice');
  const network = await openFaultProxy(suite.database());
  onTestFinished(() => network.close());
  const seen = watch(alice);
  await alice.opensTab({}, newDevice({}, network));
  await seen.sees('online');
  const [connection] = await places(alice);

  network.silence();
  const died = performance.now();
  await forgetSocketsOf(alice.uid);
  const stopSweeping = await startSchedule('sweepLeases', 60_000);
  onTestFinished(stopSweeping);
  await expect.poll(() => seen.state, { timeout: PUBLISHED_BOUND_MS }).toBe('offline');
  console.log(`The dead connection was gone after ${((performance.now() - died) / 1000).toFixed(1)} s`);
  expect(await connections(alice)).toEqual([]);
  // The sweeper removes the lease after the connection.
  const lease = suite.admin().database.ref(leasePath(alice.uid, String(connection?.slot)));
  await expect.poll(async () => (await lease.get()).exists()).toBe(false);
});

/** Where the stand-in runs, its server loses the socket and does not run `onDisconnect`. Presence must not rely on it. */
async function forgetSocketsOf(uid: string): Promise<void> {
  const { host, port } = suite.database();
  await fetch(`http://${host}:${port}/.chaos/drop.json`, {
    method: 'POST',
    headers: { authorization: 'Bearer owner' },
    body: JSON.stringify({ uid, onDisconnect: 'lose' }),
  });
}
