import { getRoom, joinRoom, onOccupancyChanged } from 'firebase-presence';
import { expect, test } from 'vitest';
import * as suite from '../kit/suite.ts';
import { newRoomId } from '../kit/unique.ts';
import { person, valuesOf, watch } from '../kit/users/index.ts';

/*
 * Uids and room ids with percent signs. firebase-functions decodes them in the parameters of an event, but `bob%40example%2Ecom` and
 * `bob@example.com` are two users.
 */

const NAMES = ['bob%40example%2Ecom', 'a%20b', '100%'];

test.each(NAMES)('a user whose uid contains %j comes online and goes offline', async (name) => {
  const bob = person(name);
  const seen = watch(bob);
  const tab = await bob.opensTab();
  await seen.sees('online');
  await tab.closes();
  await seen.sees('offline');
});

test.each(NAMES)(
  'the function writes the deleted document of an online user whose uid contains %j again',
  async (name) => {
    const bob = person(name);
    const seen = watch(bob);
    await bob.opensTab();
    await seen.sees('online');
    await suite.admin().firestore.collection('status').doc(bob.uid).delete();
    await seen.sees('none');
    await seen.sees('online');
  },
);

test.each(['%2Fdocs%2Fintro', 'a%20b'])('a room whose id contains %j counts its members', async (name) => {
  const tab = await person('alice').opensTab();
  const room = getRoom(tab.presence, `${name}-${newRoomId()}`);
  const counts = valuesOf<number | null>((next, error) => onOccupancyChanged(room, next, error));
  await joinRoom(room);
  await expect.poll(() => counts.at(-1)).toBe(1);
});
