/*
 * What is deployed, in the order in which data flows: a user's connections change in the Realtime Database, the mirror
 * copies what they amount to into Firestore, and three helpers tidy up after what went wrong. This file wires; the others decide.
 *
 *   parameters.ts    what a deployment chooses
 *   databases.ts     which instances of the Realtime Database hold the users
 *   mirror.ts        re-read, compare, write or not, in status-document.ts; known-versions.ts saves a read
 *   rooms.ts         counts who is in a room; takes out who turned invisible
 *   sweeper.ts       removes connections whose lease has run out
 *   expiry.ts        removes custom statuses whose time is over
 *   repair.ts        mends documents that a lost event left wrong
 *   forget-user.ts   erases what is known of a deleted account
 */
import { initializeApp } from 'firebase-admin/app';
import type { Database } from 'firebase-admin/database';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { type Change, logger } from 'firebase-functions';
import { user } from 'firebase-functions/v1/auth';
import { type DatabaseEvent, type DataSnapshot, onValueWritten } from 'firebase-functions/v2/database';
import { onSchedule } from 'firebase-functions/v2/scheduler';
import { databasesOf, readUser } from './databases.ts';
import { removeExpired } from './expiry.ts';
import { forgetUser as forget, forgetForGood } from './forget-user.ts';
import { KnownVersions } from './known-versions.ts';
import { mirror, type UserChange } from './mirror.ts';
import { collection, databaseUrls, graceSeconds, region, sweepPeriodSeconds, timeToLiveSeconds } from './parameters.ts';
import { repair } from './repair.ts';
import { countMembers, leaveRoomsIfInvisible } from './rooms.ts';
import { keepSweeping } from './sweeper.ts';

const app = initializeApp();

/** Of this worker, which handles many events, some of them side by side. */
const known = new KnownVersions();

/** Runs on every change of /status/{uid} in every database instance of the region, creation and deletion included. */
export const onUserStatusChanged = onValueWritten({ ref: '/status/{uid}', region, retry: true }, (event) =>
  mirrorChange('status', event),
);

/** Runs when a person chose something: they are busy, or invisible, or say something of themselves. */
export const onUserSettingsChanged = onValueWritten({ ref: '/settings/{uid}', region, retry: true }, async (event) => {
  await mirrorChange('settings', event);
  await leaveRoomsIfInvisible(event.data.after.ref.root, event.params.uid);
});

/** Runs when a user enters, changes or leaves a room on one of their connections. */
export const onRoomChanged = onValueWritten({ ref: '/rooms/{roomId}/{uid}', region, retry: true }, async (event) => {
  // A second tab, or new data, makes nobody more.
  if (event.data.before.exists() === event.data.after.exists()) return;
  await countMembers(event.data.after.ref.root, event.params.roomId);
});

/** Sweeps for the minute until it is called again. Little work, so little memory and processor. */
export const sweepLeases = onSchedule(
  { schedule: 'every 1 minutes', region, timeoutSeconds: 120, maxInstances: 2, memory: '256MiB', cpu: 'gcf_gen1' },
  async () => {
    const { databases, ...memory } = whereUsersAre();
    const limits = { timeToLiveMs: timeToLiveSeconds.value() * 1000, periodMs: sweepPeriodSeconds.value() * 1000 };
    await forgetForGood({ databases, ...memory });
    await Promise.all(databases.map(removeExpired));
    const reports = await Promise.all(databases.map((database) => keepSweeping(database, limits)));
    for (const report of reports) logger.info('leases', report);
  },
);

/** Looks once a day for what a lost event left wrong; `npm run repair` does the same at once. */
export const repairStatuses = onSchedule({ schedule: 'every 24 hours', region, timeoutSeconds: 1800 }, async () => {
  const { checked, disagreements } = await repair({ ...whereUsersAre(), dryRun: false, batch: 200 });
  logger.info('repair', { checked, mended: disagreements.length });
});

/** Runs when an account was deleted. Of the first generation, because the second has no such event. */
export const forgetUser = user().onDelete(async ({ uid }) => {
  await forget(uid, whereUsersAre());
  logger.info('forgotten', { uid });
});

type UserEvent = DatabaseEvent<Change<DataSnapshot>, { uid: string }>;

async function mirrorChange(node: UserChange['node'], { data, params: { uid }, time }: UserEvent): Promise<void> {
  const started = performance.now();
  const change: UserChange = {
    uid,
    node,
    before: data.before.val(),
    after: data.after.val(),
    time: Date.parse(time),
    read: () => readUser(data.after.ref.root, uid),
  };
  // Of two clocks, so only good enough for an operator.
  const lag = Date.now() - change.time;
  const graceMs = graceSeconds.value() * 1000;
  const target = { firestore: getFirestore(app), collection: collection.value(), graceMs, known };
  const outcome = await mirror(change, target);
  logger.info('presence', { uid, node, outcome, lag, ms: Math.round(performance.now() - started) });
}

function whereUsersAre(): { databases: Database[]; firestore: Firestore; collection: string } {
  const databases = databasesOf(app, databaseUrls.value());
  return { databases, firestore: getFirestore(app), collection: collection.value() };
}
