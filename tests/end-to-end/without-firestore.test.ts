import { getPresence as getWholePresence, onMyStatusChanged } from 'firebase-presence';
import { getPresence, getRoom, joinRoom, leave, setAvailability } from 'firebase-presence/without-firestore';
import { expect, onTestFinished, test } from 'vitest';
import { isConnected, person, watch } from '../people.ts';

test('a person whose page has no Firestore is seen online, busy, in a room, and gone', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  const { app } = await alice.opensDevice();
  const presence = getPresence(app);
  await isConnected(presence);
  await seen.sees('online');
  await setAvailability(presence, 'busy');
  await joinRoom(getRoom(presence, 'support'));
  await leave(presence);
  await seen.sees('offline');
  expect(seen.states).toEqual(['none', 'online', 'offline']);
});

test('a page that uses Firestore after all gets the same presence, and sees itself at once', async () => {
  const alice = person('alice');
  const { app } = await alice.opensDevice();
  const presence = getPresence(app);
  await isConnected(presence);
  await watch(alice).sees('online');
  expect(getWholePresence(app)).toBe(presence);
  const told: unknown[] = [];
  onTestFinished(onMyStatusChanged(presence, (status) => told.push(status?.state)));
  await expect.poll(() => told).toEqual(['online']);
});
