/*
 * What is deployed, in the order in which data flows: a user's connections change in the Realtime Database, the mirror
 * copies what they amount to into Firestore. This file wires; mirror.ts decides.
 *
 *   parameters.ts   what a deployment chooses
 *   mirror.ts       re-read, compare, write or not
 */
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { logger } from 'firebase-functions';
import { onValueWritten } from 'firebase-functions/v2/database';
import { mirror } from './mirror.ts';
import { collection, graceSeconds, region } from './parameters.ts';

const app = initializeApp();

/** Runs on every change of /status/{uid} in every database instance of the region, creation and deletion included. */
export const onUserStatusChanged = onValueWritten({ ref: '/status/{uid}', region, retry: true }, async (event) => {
  const started = performance.now();
  const uid = event.params.uid;
  const outcome = await mirror(
    {
      uid,
      before: event.data.before.val(),
      after: event.data.after.val(),
      time: Date.parse(event.time),
      readNode: async () => (await event.data.after.ref.get()).val(),
    },
    { firestore: getFirestore(app), collection: collection.value(), graceMs: graceSeconds.value() * 1000 },
  );
  logger.info('presence', { uid, outcome, ms: Math.round(performance.now() - started) });
});
