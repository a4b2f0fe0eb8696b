import { getPresence as getWholePresence, onMyStatusChanged } from 'firebase-presence';
import {
  getPresence,
  getRoom,
  joinRoom,
  onMembersChanged,
  pausePresence,
  setAvailability,
} from 'firebase-presence/without-firestore';
import { expect, onTestFinished, test } from 'vitest';
import { isConnected, person, watch } from '../kit/users/index.ts';

test('others see a user whose page has no Firestore come online, turn busy, join a room and go offline', async () => {
  const alice = person('alice');
  const seen = watch(alice);
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
  await expect.poll(() => states).toEqual(['online']);
});
