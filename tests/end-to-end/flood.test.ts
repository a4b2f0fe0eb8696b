import { announcement, departure, LEASE_SLOTS, renewal, statusPath } from '@firebase-presence/contract';
import { ref, serverTimestamp, update } from 'firebase/database';
import { pausePresence } from 'firebase-presence';
import { expect, test } from 'vitest';
import * as suite from '../kit/suite.ts';
import { type Device, person, place, places, watch } from '../kit/users/index.ts';

test('a user who floods their own node while a connection exists causes no write in Firestore', async () => {
  const mallory = person('mallory');
  const seen = watch(mallory);
  await seen.sees('none');
  const tab = await mallory.opensTab();
  await seen.sees('online');
  const before = await lastWrite(mallory.uid);
  const taken = (await places(mallory)).map(({ slot }) => slot);
  const free = LEASE_SLOTS.find((slot) => !taken.includes(slot));
  const writes = await flood(await mallory.opensDevice(), mallory.uid, String(free), 50);
  expect(writes).toBeGreaterThan(200);
  expect(await lastWrite(mallory.uid)).toEqual(before);
  // The function handles the events of one node in order. When it has mirrored this one, it has handled all earlier ones.
  await pausePresence(tab.presence);
  await seen.sees('offline');
  expect(seen.states).toEqual(['none', 'online', 'offline']);
});

/** Writes all that the rules let a user write to their own node, again and again. */
async function flood({ database }: Device, uid: string, slot: string, rounds: number): Promise<number> {
  const now = serverTimestamp();
  const root = ref(database);
  let writes = 0;
  const done = async (write: Promise<void>): Promise<void> => {
    await write;
    writes++;
  };
  for (let round = 0; round < rounds; round++) {
    const flooding = place({ uid }, slot);
    await done(update(root, announcement(flooding, [], now)));
    await done(update(root, announcement(flooding, [], now)));
    await done(update(root, renewal(flooding, now)));
    await done(update(ref(database, statusPath(uid)), { state: round % 2 ? 'online' : 'offline', last_changed: now }));
    await done(update(root, departure(flooding, [], now)));
  }
  await done(update(ref(database, statusPath(uid)), { state: null, last_changed: now }));
  return writes;
}

async function lastWrite(uid: string): Promise<unknown> {
  const { updateTime } = await suite.admin().firestore.doc(`status/${uid}`).get();
  return updateTime?.toDate();
}
