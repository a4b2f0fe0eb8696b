import { FrameProxy } from 'fault-proxy';
import { getPresence as getWholePresence, onMyStatusChanged } from 'firebase-presence';
import {
  getPresence,
  getRoom,
  getStatus,
  getStatuses,
  joinRoom,
  onMembersChanged,
  onStatusChanged,
  onStatusesChanged,
  type PresenceError,
  pausePresence,
  setAvailability,
} from 'firebase-presence/without-firestore';
import { expect, onTestFinished, test, vi } from 'vitest';
import { deployed } from '../kit/deployed.ts';
import { newInstance } from '../kit/new-instance.ts';
import * as suite from '../kit/suite.ts';
import { isConnected, newDevice, person, signInAs, watch } from '../kit/users/index.ts';

test('others see a user whose page has no Firestore come online, turn busy, join a room and go offline', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  await seen.sees('none');
  const { app } = await alice.opensDevice();
  const presence = getPresence(app);
  await isConnected(presence);
  await seen.sees('online');
  await setAvailability(presence, 'busy');
  await expect.poll(() => seen.documents.at(-1)).toMatchObject({ state: 'online', availability: 'busy' });
  const room = getRoom(presence, `support-${alice.uid}`);
  const members: string[][] = [];
  onTestFinished(onMembersChanged(room, (now) => members.push(now.members.map(({ uid }) => uid))));
  await joinRoom(room);
  await expect.poll(() => members.at(-1)).toEqual([alice.uid]);
  await pausePresence(presence);
  await seen.sees('offline');
  await expect.poll(() => members.at(-1)).toEqual([]);
  expect(seen.states).toEqual(['none', 'online', 'online', 'offline']);
});

test('a page that uses Firestore later gets the same presence, and sees its user online at once', async () => {
  const alice = person('alice');
  const { app } = await alice.opensDevice();
  const presence = getPresence(app);
  await isConnected(presence);
  await watch(alice).sees('online');
  expect(getWholePresence(app)).toBe(presence);
  const states: unknown[] = [];
  onTestFinished(onMyStatusChanged(presence, (status) => states.push(status?.state)));
  // The first status comes from the cache. The next one is the server's, and can follow before the test looks.
  await expect.poll(() => states[0]).toBe('online');
});

test('a listener to many users without Firestore reports one error if the rules refuse them', async () => {
  const rules = deployed('database.rules.json');
  const closed = rules.replace('"$uid": { ".read": "auth != null" }', '"$uid": { ".read": false }');
  expect(closed).not.toBe(rules);
  const { databaseUrl } = await newInstance('closed', closed);
  const device = newDevice();
  await signInAs(device, 'alice');
  const presence = getPresence(device.app, { databaseUrl, watchOnly: true });
  const errors: PresenceError[] = [];
  const lists = vi.fn();
  onTestFinished(onStatusesChanged(presence, ['bob', 'carol', 'dave'], lists, (error) => errors.push(error)));
  onTestFinished(onStatusChanged(presence, 'eve', lists, (error) => errors.push(error)));
  // The database answers in order, so the listener that began last gets its error last.
  await expect.poll(() => errors.at(-1)?.message).toContain('eve');
  expect(errors.map(({ code }) => code)).toEqual(['presence/permission-denied', 'presence/permission-denied']);
  expect(lists).not.toHaveBeenCalled();
});

test('getStatuses() without Firestore sends one request for each user, and one more', async () => {
  const proxy = await FrameProxy.open(suite.database(), []);
  onTestFinished(() => proxy.close());
  // The functions of the suite write no public statuses. In an instance of its own, no function says so.
  const { url } = await newInstance('requests');
  const device = newDevice({ databaseURL: url }, proxy);
  await signInAs(device, 'alice');
  const presence = getPresence(device.app, { watchOnly: true });
  await getStatus(presence, 'bob');
  const before = proxy.forwarded.at(-1) ?? 0;
  const uids = Array.from({ length: 10 }, (_, index) => `user${index}`);
  const statuses = await getStatuses(presence, [...uids, ...uids]);
  expect(statuses.map(({ uid }) => uid)).toEqual([...uids, ...uids]);
  expect((proxy.forwarded.at(-1) ?? 0) - before).toBe(uids.length + 1);
});
