import { getPresence, onOnlineCountChanged } from 'firebase-presence';
import { getOnlineCount } from 'firebase-presence/without-firestore';
import { expect, test } from 'vitest';
import { stage } from '../kit/functions/index.ts';
import { newInstance } from '../kit/new-instance.ts';
import { newDevice, person, signInAs, valuesOf, watch } from '../kit/users/index.ts';

test('a client sees how many users are online while users come and go, until the last one has left', async () => {
  // The functions of this test have a collection that no other test uses. The test writes its documents. A change of a user's node would start
  // the deployed functions, whose ticks count the users of other tests.
  const place = await stage('online-count');
  const device = newDevice();
  await signInAs(device, 'watcher');
  const presence = getPresence(device.app, { watchOnly: true, databaseUrl: place.instance.databaseUrl });
  const counts = valuesOf<number | null>((next, error) => onOnlineCountChanged(presence, next, error));
  await expect.poll(() => counts).toEqual([null]);
  expect(await getOnlineCount(presence)).toBeNull();
  let now = 1_000_000;
  const seesAfter = async (uid: string, state: 'online' | 'offline', expected: number[]): Promise<void> => {
    await place.document(uid).set({ state });
    await place.runTick(now);
    await expect.poll(() => counts).toEqual([null, ...expected]);
    expect(await getOnlineCount(presence)).toBe(expected.at(-1));
    now += 10_000;
  };
  await seesAfter('alice', 'online', [1]);
  await seesAfter('bob', 'online', [1, 2]);
  await seesAfter('bob', 'offline', [1, 2, 1]);
  await seesAfter('alice', 'offline', [1, 2, 1, 0]);
});

test('the deployed functions count after a user came online, without the schedule', async () => {
  const instance = await newInstance('online-count');
  const alice = person('alice');
  const tab = await alice.opensTab({ databaseUrl: instance.databaseUrl });
  await watch(alice).sees('online');
  const counts = valuesOf<number | null>((next, error) => onOnlineCountChanged(tab.presence, next, error));
  // The collection also has the users of other tests.
  await expect.poll(() => counts.at(-1)).toBeGreaterThanOrEqual(1);
});

test('the number is null before a user has signed in', async () => {
  const presence = getPresence(newDevice().app);
  const counts = valuesOf<number | null>((next, error) => onOnlineCountChanged(presence, next, error));
  await expect.poll(() => counts).toEqual([null]);
  await expect(getOnlineCount(presence)).rejects.toMatchObject({ code: 'presence/signed-out' });
});
