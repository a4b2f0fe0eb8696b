import { FrameProxy } from 'fault-proxy';
import { getDatabase, goOffline, onDisconnect, ref } from 'firebase/database';
import {
  getPresence,
  getRoom,
  joinRoom,
  leaveRoom,
  type Presence,
  pausePresence,
  resumePresence,
  stopPresence,
} from 'firebase-presence';
import pLimit from 'p-limit';
import { expect, onTestFinished, test } from 'vitest';
import { LEASE_ROOT, leasePath, roomPath } from '../../contract/index.ts';
import { deployed } from '../kit/deployed.ts';
import { newInstance } from '../kit/new-instance.ts';
import * as suite from '../kit/suite.ts';
import { newRoomId } from '../kit/unique.ts';
import { connections, isConnected, newDevice, type Person, person, places, signInAs } from '../kit/users/index.ts';

const RULES = deployed('database.rules.json');

/** An upper bound of the messages that a client sends to sign in, listen, arm, announce and join. */
const MOST_FRAMES = 10;

/** A hundred devices at once would wait for each other so long that Authentication's own time limit ends their sign-ins. */
const atOnce = pLimit(25);

const PAIRS = Array.from({ length: MOST_FRAMES ** 2 }, (_, index): [number, number] => [
  1 + Math.floor(index / MOST_FRAMES),
  1 + (index % MOST_FRAMES),
]);

test('a client whose first two sockets end after any message has one record until it is gone', async () => {
  await Promise.all(PAIRS.map(([first, second]) => atOnce(() => connectsAfterCuts([first, second]))));
});

test('a client that dies after any message of its second socket leaves no record without a lease', async () => {
  await Promise.all(PAIRS.map(([first, second]) => atOnce(() => diesAfterCuts([first, second]))));
});

test("an app's own onDisconnect operations run although presence armed, left a room, paused and stopped", async () => {
  const alice = person('alice');
  const { database, databaseUrl } = await newInstance(
    'app',
    RULES.replace('"rules": {', '"rules": { "app": { ".write": true },'),
  );
  const device = await alice.opensDevice();
  const own = getDatabase(device.app, databaseUrl());
  const start = async (): Promise<Presence> => {
    const presence = getPresence(device.app, { databaseUrl });
    await isConnected(presence);
    await joinRoom(getRoom(presence, 'any'));
    return presence;
  };
  await onDisconnect(ref(own, 'app/beforehand')).set(true);
  const presence = await start();
  await onDisconnect(ref(own, 'app/meanwhile')).set(true);
  await leaveRoom(getRoom(presence, 'any'));
  await pausePresence(presence);
  await stopPresence(presence);
  await start();
  goOffline(own);
  await expect.poll(async () => (await database.ref('app').get()).val()).toEqual({ beforehand: true, meanwhile: true });
  expect(await places(alice, database)).toEqual([]);
});

test('a tab that closes after an unawaited stopPresence() and a new start is offline', async () => {
  const alice = person('alice');
  const tab = await alice.opensTab();
  const stopped = stopPresence(tab.presence);
  await isConnected(getPresence(tab.device.app));
  await stopped;
  expect(await connections(alice)).toHaveLength(1);
  tab.losesConnection();
  await expect.poll(() => connections(alice)).toEqual([]);
});

test('a client that pauses, resumes and loses its socket before any answer is removed', async () => {
  const alice = person('alice');
  const tab = await alice.opensTab();
  const left = pausePresence(tab.presence);
  resumePresence(tab.presence);
  await tab.isConnected();
  await left;
  expect(await connections(alice)).toHaveLength(1);
  tab.losesConnection();
  await expect.poll(() => connections(alice)).toEqual([]);
});

test('a client whose lease the server lost announces itself again at its next renewal', async () => {
  const alice = person('alice');
  await alice.opensTab({ renewalMs: 1000 });
  const [before] = await places(alice);
  await suite
    .admin()
    .database.ref(leasePath(alice.uid, String(before?.slot)))
    .remove();
  await expect.poll(() => connections(alice)).toEqual([expect.not.stringMatching(String(before?.id))]);
  const [after] = await places(alice);
  expect(await leaseId(alice, String(after?.slot))).toBe(after?.id);
});

async function connectsAfterCuts(cuts: readonly number[]): Promise<void> {
  const { alice, proxy, presence } = await startsBehind(cuts);
  const roomId = newRoomId();
  await joinRoom(getRoom(presence, roomId));
  await isConnected(presence);
  expect(await connections(alice)).toHaveLength(1);
  expect(await seats(alice, roomId)).toHaveLength(1);
  proxy.kill();
  const message = `cut after ${cuts}`;
  await expect.poll(() => connections(alice), { message }).toEqual([]);
  await expect.poll(() => leases(alice), { message }).toEqual([]);
  await expect.poll(() => seats(alice, roomId), { message }).toEqual([]);
}

async function diesAfterCuts(cuts: readonly number[]): Promise<void> {
  const { alice, proxy, presence } = await startsBehind(cuts);
  let isAnnounced = false;
  joinRoom(getRoom(presence, newRoomId())).catch(() => undefined);
  void isConnected(presence).then(() => {
    isAnnounced = true;
  });
  await expect.poll(() => isAnnounced || proxy.hasCutAll).toBe(true);
  proxy.kill();
  await expect.poll(() => withoutLease(alice), { message: `cut after ${cuts}` }).toEqual([]);
}

async function startsBehind(
  cuts: readonly number[],
): Promise<{ alice: Person; proxy: FrameProxy; presence: Presence }> {
  const alice = person('alice');
  const proxy = await FrameProxy.open(suite.database(), cuts);
  onTestFinished(() => proxy.close());
  const device = newDevice({}, proxy);
  await signInAs(device, alice.uid);
  return { alice, proxy, presence: getPresence(device.app) };
}

/** The connections without a lease. The sweeper does not find them. */
async function withoutLease(someone: Person): Promise<string[]> {
  const found: string[] = [];
  for (const { slot, id } of await places(someone)) if ((await leaseId(someone, slot)) !== id) found.push(id);
  return found;
}

async function leaseId({ uid }: Person, slot: string): Promise<unknown> {
  return (
    await suite
      .admin()
      .database.ref(`${leasePath(uid, slot)}/id`)
      .get()
  ).val();
}

async function leases({ uid }: Person): Promise<string[]> {
  const all = suite.admin().database.ref(LEASE_ROOT).orderByKey().startAt(`${uid}:`).endAt(`${uid}:~`);
  return Object.keys((await all.get()).val() ?? {});
}

async function seats({ uid }: Person, roomId: string): Promise<string[]> {
  return Object.keys(
    (
      await suite
        .admin()
        .database.ref(`${roomPath(roomId)}/${uid}`)
        .get()
    ).val() ?? {},
  );
}
