/*
 * The deployed functions. Data flows in the order of this list. A user's connections change in the Realtime Database, and the mirror copies
 * their aggregate into Firestore. Ticks do the work that had to wait. This file only registers the triggers. docs/glossary.md explains the
 * terms.
 *
 *   parameters.ts      the parameters of a deployment
 *   kit.ts             what a function kit tells the Firebase CLI
 *   handlers.ts        what each function does: connects the parts below
 *   databases.ts       which instances of the Realtime Database hold the users; own-instances.ts and claim.ts: which are this deployment's
 *   user-change.ts     what kind of change an event is: a loss, a departure, a change of settings, a stamp
 *   status-changes.ts  handles a change: a loss waits, the mirror handles all others
 *   mirror.ts          the mirror: reads the nodes, compares, writes; known-versions.ts saves a read
 *   targets.ts         where it writes: status-document.ts in Firestore, public-status.ts in the Realtime Database (public-version.ts, rest.ts)
 *   event-log.ts       one line about events in each second
 *   due.ts             the marks: which users a tick has to look at, and when
 *   tick-queue.ts      enqueues ticks with Cloud Tasks: one for each second in which something is due
 *   tick.ts            works on what is due: lost connections (settle.ts), expired leases, rooms to count, the number of online users
 *   tick-notes.ts      which users a tick works on, in case the platform kills it
 *   sweeper.ts         asks the clients of late leases; removes connections whose lease has expired, in pages (oldest-first.ts)
 *   rooms.ts           counts the members of rooms; removes users who turned invisible
 *   online-count.ts    how many users are online, for clients
 *   remove-expired.ts  removes custom statuses that have expired
 *   repair.ts          corrects what a lost event or restored data made incorrect
 *   restore.ts         lets a tick write a deleted status document or public status again
 *   forget-user.ts     erases the presence data of a deleted account
 */
import { writesDatabase, writesFirestore } from '@firebase-presence/contract';
import { onValueCreated, onValueDeleted, onValueWritten } from 'firebase-functions/v2/database';
import { onDocumentDeleted } from 'firebase-functions/v2/firestore';
import { onUserDeleted } from 'firebase-functions/v2/identity';
import { onSchedule } from 'firebase-functions/v2/scheduler';
import { onTaskDispatched } from 'firebase-functions/v2/tasks';
import {
  handleMemberChange,
  handlePublicStatusDeletion,
  handleRepair,
  handleSchedule,
  handleSettingsChange,
  handleStatusChange,
  handleStatusDocumentDeletion,
  handleTick,
  handleUserDeletion,
  type TickTask,
} from './handlers.ts';
import { describeKit } from './kit.ts';
import {
  collection,
  eventInstances,
  firestoreDatabase,
  minInstances,
  region,
  targets,
  ticksAtOnce,
} from './parameters.ts';

/** These functions do little work, so they need little memory and CPU. */
const SMALL = { memory: '256MiB', cpu: 'gcf_gen1' } as const;

/** For the functions that a user waits for. Says nothing by default, so that what an operator set in the console stays. */
const WARM = minInstances.value() > 0 ? { minInstances: minInstances.value() } : {};

/** Says nothing by default, for the same reason. */
const EVENT_INSTANCES = eventInstances.value() === 'small' ? SMALL : {};

/** Runs on every change of /status/{uid} in every database instance of the region, including creation and deletion. */
export const onUserStatusChanged = onValueWritten(
  { ref: '/status/{uid}', region, retry: true, ...EVENT_INSTANCES, ...WARM },
  handleStatusChange,
);

/** Runs when a user changed a setting: the availability, the custom status, or whether last seen is hidden. */
export const onUserSettingsChanged = onValueWritten(
  { ref: '/presence/settings/{uid}', region, retry: true },
  handleSettingsChange,
);

const MEMBER = { ref: '/presence/rooms/{roomId}/{uid}', region, retry: true };

/** Runs when a user's first connection joins a room. */
export const onMemberJoined = onValueCreated(MEMBER, handleMemberChange);

/** Runs when a user's last connection has left a room. */
export const onMemberLeft = onValueDeleted(MEMBER, handleMemberChange);

/**
 * Runs when an operator or a function of the app deleted a status document. `firebase deploy` puts the trigger in the location of the
 * Firestore database. The function runs in the region of the other functions. Undefined for a deployment that does not write Firestore,
 * because the project may have no Firestore database.
 */
export const onStatusDocumentDeleted = writesFirestore(targets.value())
  ? onDocumentDeleted(
      { document: `${collection.value()}/{uid}`, database: firestoreDatabase.value(), region, retry: true },
      handleStatusDocumentDeletion,
    )
  : undefined;

/** Runs when an operator or a server of the app deleted a public status. Undefined for a deployment that does not write them. */
export const onPublicStatusDeleted = writesDatabase(targets.value())
  ? onValueDeleted({ ref: '/presence/public/{uid}', region, retry: true }, handlePublicStatusDeletion)
  : undefined;

/** Runs when an account was deleted; the platform retries it until it succeeds. */
export const onAccountDeleted = onUserDeleted({ region, retry: true }, handleUserDeletion);

/** Runs a tick in one database instance. Cloud Tasks calls it once for each second in which something is due. */
export const presenceTick = onTaskDispatched<TickTask>(
  {
    region,
    retryConfig: { maxAttempts: 5, minBackoffSeconds: 1 },
    rateLimits: { maxConcurrentDispatches: ticksAtOnce.value() },
    timeoutSeconds: 180,
    ...SMALL,
    ...WARM,
  },
  handleTick,
);

/**
 * Runs a tick once a minute, even if a task was lost. Also removes expired custom statuses, marks the users of killed ticks and forgets
 * deleted accounts.
 */
export const sweepLeases = onSchedule(
  { schedule: 'every 1 minutes', region, timeoutSeconds: 180, maxInstances: 2, ...SMALL },
  handleSchedule,
);

/** Corrects once a day what a lost event made incorrect. `npm run repair` does the same on demand. */
export const repairStatuses = onSchedule({ schedule: 'every 24 hours', region, timeoutSeconds: 1800 }, handleRepair);

/** The same, once after the first deployment of a kit: users may have been there before the functions. */
export const repairOnce = onTaskDispatched(
  { region, retryConfig: { maxAttempts: 3, minBackoffSeconds: 60 }, timeoutSeconds: 1800 },
  handleRepair,
);

describeKit({ afterFirstDeploy: 'repairOnce' });
