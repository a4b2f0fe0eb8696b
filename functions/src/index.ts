/*
 * The deployed functions. Data flows in the order of this list. A user's connections change in the Realtime Database, and the mirror copies
 * their aggregate into Firestore. Ticks do the work that had to wait. This file only connects the parts. docs/glossary.md explains the
 * terms.
 *
 *   parameters.ts      the parameters of a deployment
 *   databases.ts       which instances of the Realtime Database hold the users
 *   user-change.ts     what kind of change an event is: a loss, a departure, a change of settings, a stamp
 *   status-changes.ts  handles a change: a loss waits, the mirror handles all others
 *   mirror.ts          the mirror: reads the nodes, compares, writes with status-document.ts; known-versions.ts saves a read
 *   due.ts             the marks: which users a tick has to look at, and when
 *   tick-queue.ts      enqueues ticks with Cloud Tasks: one for each second in which something is due
 *   tick.ts            works on what is due: lost connections (settle.ts), expired leases, rooms to count
 *   tick-notes.ts      which users a tick works on, in case the platform kills it
 *   sweeper.ts         removes connections whose lease has expired
 *   rooms.ts           counts the members of rooms; removes users who turned invisible
 *   remove-expired.ts  removes custom statuses that have expired
 *   repair.ts          corrects what a lost event or restored data left wrong
 *   restore.ts         lets a tick write a deleted status document again
 *   forget-user.ts     erases the presence data of a deleted account
 */
import { readStatus } from '@firebase-presence/contract';
import { getAuth } from 'firebase-admin/auth';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { getFunctions } from 'firebase-admin/functions';
import { type Change, logger } from 'firebase-functions';
import { expr } from 'firebase-functions/params';
import { runWith } from 'firebase-functions/v1';
import {
  type DatabaseEvent,
  type DataSnapshot,
  onValueCreated,
  onValueDeleted,
  onValueWritten,
} from 'firebase-functions/v2/database';
import { onDocumentDeleted } from 'firebase-functions/v2/firestore';
import { onSchedule } from 'firebase-functions/v2/scheduler';
import { onTaskDispatched } from 'firebase-functions/v2/tasks';
import { accountCheck } from './accounts.ts';
import { type Instance, instanceAt, instancesOf, serverTime } from './databases.ts';
import { marksOf } from './due.ts';
import {
  type ForgetContext,
  finishForgetting,
  forgetUser as forget,
  forgetRequested,
  requestForget,
} from './forget-user.ts';
import { KnownVersions } from './known-versions.ts';
import { CHANGE_INTERVAL_MS } from './mirror.ts';
import { ownApp } from './own-app.ts';
import {
  collection,
  databaseUrls,
  firestoreDatabase,
  graceSeconds,
  region,
  sweepDelaySeconds,
  timeToLiveSeconds,
} from './parameters.ts';
import { removeExpired } from './remove-expired.ts';
import { repair } from './repair.ts';
import { restoreDocument } from './restore.ts';
import { leaveRoomsIfInvisible, markUncounted } from './rooms.ts';
import { shallowKeysOf } from './shallow.ts';
import { handleChange, readFrom } from './status-changes.ts';
import { type StatusDocument, statusDocument } from './status-document.ts';
import { type TickContext, tick } from './tick.ts';
import { notesOf, resumeKilledTicks } from './tick-notes.ts';
import { type TickQueue, type TickTask, tickQueue } from './tick-queue.ts';
import type { UserChange } from './user-change.ts';
import { waitUntil } from './wait-until.ts';

/** These functions do little work, so they need little memory and CPU. */
const SMALL = { memory: '256MiB', cpu: 'gcf_gen1' } as const;

const app = ownApp();
const shallowKeys = shallowKeysOf(app);

/** Shared by all handlers of this worker. */
const known = new KnownVersions();

let queue: TickQueue | null = null;

/** Runs on every change of /status/{uid} in every database instance of the region, including creation and deletion. */
export const onUserStatusChanged = onValueWritten({ ref: '/status/{uid}', region, retry: true }, (event) =>
  mirrorChange('status', event),
);

/** Runs when a user changed a setting: the availability, the custom status, or whether last seen is hidden. */
export const onUserSettingsChanged = onValueWritten(
  { ref: '/presence/settings/{uid}', region, retry: true },
  async (event) => {
    await mirrorChange('settings', event);
    await leaveRoomsIfInvisible(instanceOfEvent(event).root, keyOf(event.data.after));
  },
);

const MEMBER = { ref: '/presence/rooms/{roomId}/{uid}', region, retry: true };

/** Runs when a user's first connection joins a room. */
export const onMemberJoined = onValueCreated(MEMBER, (event) => roomChanged(event));

/** Runs when a user's last connection has left a room. */
export const onMemberLeft = onValueDeleted(MEMBER, (event) => roomChanged(event));

/**
 * Runs when an operator or a function of the app deleted a status document. `firebase deploy` puts the trigger in the location of the
 * Firestore database. The function runs in the region of the other functions.
 */
export const onStatusDocumentDeleted = onDocumentDeleted(
  { document: expr`${collection}/{uid}`, database: firestoreDatabase, region, retry: true },
  async ({ data }) => {
    if (!data) return;
    // The id from the document, because the parameters of an event are percent-decoded.
    const uid = data.ref.id;
    const instances = instancesOf(app, databaseUrls.value());
    const outcome = await restoreDocument(
      { uid, status: readStatus(data.data()) },
      { ...changeContext(), instances, enqueueTick },
    );
    logger.info('restore', { uid, outcome });
  },
);

/** Runs a tick in one database instance. Cloud Tasks calls it once for each second in which something is due. */
export const presenceTick = onTaskDispatched<TickTask>(
  {
    region,
    retryConfig: { maxAttempts: 5, minBackoffSeconds: 1 },
    rateLimits: { maxConcurrentDispatches: 6 },
    timeoutSeconds: 180,
    ...SMALL,
  },
  async ({ data }) => {
    // Cloud Tasks may deliver a task early, and its emulator always does.
    await waitUntil(data.at);
    await runTick(instanceAt(app, data.databaseUrl));
  },
);

/**
 * Runs a tick once a minute, even if a task was lost. Also removes expired custom statuses, marks the users of killed ticks and forgets
 * deleted accounts.
 */
export const sweepLeases = onSchedule(
  { schedule: 'every 1 minutes', region, timeoutSeconds: 180, maxInstances: 2, ...SMALL },
  async () => {
    const context = forgetContext();
    const ends = await Promise.allSettled([forgetAccounts(context), ...context.instances.map(cleanUpAndTick)]);
    const reasons = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
    if (reasons.length > 0)
      throw new AggregateError(reasons, `Cannot finish sweepLeases: ${reasons.join('; ')}. It runs again in a minute.`);
  },
);

/** Corrects once a day what a lost event left wrong. `npm run repair` does the same on demand. */
export const repairStatuses = onSchedule({ schedule: 'every 24 hours', region, timeoutSeconds: 1800 }, async () => {
  const { disagreements, failed, ...counts } = await repair({
    ...forgetContext(),
    shallowKeys,
    dryRun: false,
    batch: 200,
  });
  logger.info('repair', { ...counts, repaired: disagreements.length, failed: failed.slice(0, 20) });
});

/**
 * Runs when an account was deleted; the platform retries it until it succeeds. It is a function of the first generation, because older
 * versions of the Firebase CLI cannot deploy this event in the second.
 */
export const forgetUser = runWith({ failurePolicy: true })
  .region(region)
  .auth.user()
  .onDelete(async ({ uid }, { timestamp }) => {
    const context = forgetContext();
    const deletedAt = Date.parse(timestamp);
    await requestForget(uid, deletedAt, context);
    await forget(uid, deletedAt, context);
    logger.info('forgotten', { uid });
  });

type UserEvent = DatabaseEvent<Change<DataSnapshot>>;

async function mirrorChange(node: UserChange['node'], event: UserEvent): Promise<void> {
  const { data, time } = event;
  const started = performance.now();
  const uid = keyOf(data.after);
  const instance = instanceOfEvent(event);
  const change: UserChange = {
    uid,
    node,
    before: data.before.val(),
    after: data.after.val(),
    time: Date.parse(time),
    read: readFrom(instance, uid),
  };
  const marks = marksOf(instance.root);
  const outcome = await handleChange(change, {
    marks,
    ...changeContext(),
    enqueueTick: (at) => enqueueTick(instance, at),
  });
  // Two clocks measure the lag, so it is only approximate.
  const lag = Date.now() - change.time - Math.round(performance.now() - started);
  logger.info('presence', { uid, node, outcome, lag, ms: Math.round(performance.now() - started) });
}

async function roomChanged(event: DatabaseEvent<DataSnapshot>): Promise<void> {
  const instance = instanceOfEvent(event);
  // The path from the data, /presence/rooms/{roomId}/{uid}, because the parameters of an event are percent-decoded.
  const roomId = event.ref.split('/').at(-2);
  if (roomId) await enqueueTick(instance, await markUncounted(instance.root, roomId, Date.now()));
}

async function runTick(instance: Instance): Promise<void> {
  const started = performance.now();
  const { failed, ...report } = await tick(tickContext(instance));
  logger.info('tick', { ...report, ms: Math.round(performance.now() - started) });
  if (failed.length > 0) logger.error('tick', { failed });
}

async function cleanUpAndTick(instance: Instance): Promise<void> {
  const now = await serverTime(instance.root, 'swept_at');
  const parts = [removeExpired(instance.root, now), resumeTicks(instance), runTick(instance)];
  const ends = await Promise.allSettled(parts);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

function resumeTicks(instance: Instance): Promise<void> {
  const { root } = instance;
  const parts = { marks: marksOf(root), notes: notesOf(root) };
  return resumeKilledTicks({ ...parts, enqueueTick: (at) => enqueueTick(instance, at), now: Date.now });
}

async function forgetAccounts(context: ForgetContext): Promise<void> {
  const { forgotten, failed } = await forgetRequested(context);
  if (forgotten > 0) logger.info('forgotten', { forgotten });
  if (failed.length > 0) logger.error('forgotten', { failed: failed.slice(0, 20) });
  await finishForgetting(context, Date.now());
}

function tickContext(instance: Instance): TickContext {
  return {
    ...changeContext(),
    instance,
    shallowKeys,
    timeToLiveMs: timeToLiveSeconds.value() * 1000,
    sweepDelayMs: sweepDelaySeconds.value() * 1000,
    enqueueTick: (at) => enqueueTick(instance, at),
  };
}

function changeContext() {
  const statuses = firestore().collection(collection.value());
  return {
    documentOf: (uid: string): StatusDocument => statusDocument(statuses.doc(uid), known),
    graceMs: graceSeconds.value() * 1000,
    intervalMs: CHANGE_INTERVAL_MS,
    now: Date.now,
  };
}

function firestore(): Firestore {
  return getFirestore(app, firestoreDatabase.value());
}

function enqueueTick(instance: Instance, at: number): Promise<void> {
  queue ??= tickQueue(getFunctions(app).taskQueue(`locations/${region.value()}/functions/presenceTick`));
  return queue.enqueue(instance.url, at);
}

function forgetContext(): ForgetContext {
  const instances = instancesOf(app, databaseUrls.value());
  return {
    instances,
    firestore: firestore(),
    collection: collection.value(),
    hasAccount: accountCheck(getAuth(app)),
  };
}

function instanceOfEvent({
  instance,
  firebaseDatabaseHost,
}: Pick<UserEvent, 'instance' | 'firebaseDatabaseHost'>): Instance {
  return instanceAt(app, `https://${instance}.${firebaseDatabaseHost}`);
}

/** The key from the data. The parameters of an event are percent-decoded, so they can differ from the key. */
function keyOf({ key }: DataSnapshot): string {
  return key ?? '';
}
