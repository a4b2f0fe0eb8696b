/*
 * What the functions do, without their triggers. index.ts registers the triggers. An app that registers triggers itself imports these from
 * 'firebase-presence-functions/lib', and has to name its task queue `presenceTick`.
 */
import { readPublicStatus, readStatus, TARGETS_PATH } from '@firebase-presence/contract';
import { getAuth } from 'firebase-admin/auth';
import { type CollectionReference, type Firestore, getFirestore } from 'firebase-admin/firestore';
import { getFunctions } from 'firebase-admin/functions';
import * as logger from 'firebase-functions/logger';
import type { Change } from 'firebase-functions/v2/core';
import type { DatabaseEvent, DataSnapshot } from 'firebase-functions/v2/database';
import type { FirestoreEvent, QueryDocumentSnapshot } from 'firebase-functions/v2/firestore';
import type { AuthEvent, User } from 'firebase-functions/v2/identity';
import type { Request } from 'firebase-functions/v2/tasks';
import { accountCheck } from './accounts.ts';
import { claim, requireClaim } from './claim.ts';
import { latestTime } from './database-time.ts';
import { type Instance, instanceAt, instancesOf, serverTime } from './databases.ts';
import { marksOf } from './due.ts';
import { eventLog } from './event-log.ts';
import {
  type ForgetContext,
  finishForgetting,
  forgetUser as forget,
  forgetRequested,
  requestForget,
} from './forget-user.ts';
import { kitInstance } from './kit-instance.ts';
import { CHANGE_INTERVAL_MS } from './mirror.ts';
import { readOnlineCount, removeOnlineCount, startOfNextPeriod } from './online-count.ts';
import { ownApp } from './own-app.ts';
import { type Deployment, isInRegion, isListed, ownInstances } from './own-instances.ts';
import {
  collection,
  countSeconds,
  databaseUrls,
  firestoreDatabase,
  graceSeconds,
  lateAfterSeconds,
  region,
  sweepDelaySeconds,
  targets,
} from './parameters.ts';
import { removeExpired } from './remove-expired.ts';
import { repair } from './repair.ts';
import { restOf } from './rest.ts';
import { type DeletedStatus, type RestoreContext, restoreStatus } from './restore.ts';
import { leaveRoomsIfInvisible, markUncounted } from './rooms.ts';
import { shallowKeysOf } from './shallow.ts';
import { handleChange, readFrom } from './status-changes.ts';
import type { StatusDocument } from './status-document.ts';
import { StatusTargets } from './targets.ts';
import { isLeftToSchedule, type TickContext, tick } from './tick.ts';
import { notesOf, resumeKilledTicks } from './tick-notes.ts';
import { type TickQueue, type TickTask, tickQueue, tickQueueName } from './tick-queue.ts';
import type { UserChange } from './user-change.ts';
import { waitUntil } from './wait-until.ts';

export type { TickTask } from './tick-queue.ts';

/** An event of a change of one of a user's nodes. */
export type UserEvent = DatabaseEvent<Change<DataSnapshot>>;

/** An event of a node that was created or deleted. */
export type NodeEvent = DatabaseEvent<DataSnapshot>;

const app = ownApp();
const shallowKeys = shallowKeysOf(app);
const rest = restOf(app);

/** Shared by all handlers of this worker. */
const statusTargets = new StatusTargets(rest);

const logEvent = eventLog();

/** The instances in which this worker has announced its targets. */
const announced = new Set<Instance>();

let queue: TickQueue | null = null;

/** Mirrors a change of `/status/{uid}`. */
export async function handleStatusChange(event: UserEvent): Promise<void> {
  if (isOurs(event)) await mirrorChange('status', event);
}

/** Mirrors a change of `/presence/settings/{uid}`, and removes a user who turned invisible from every room. */
export async function handleSettingsChange(event: UserEvent): Promise<void> {
  if (!isOurs(event)) return;
  // Rooms need no Firestore: a user who turned invisible leaves them also while Firestore fails.
  const parts = [
    mirrorChange('settings', event),
    leaveRoomsIfInvisible(instanceOfEvent(event).root, keyOf(event.data.after)),
  ];
  await allOf(parts);
}

/** Has a tick count the room of `/presence/rooms/{roomId}/{uid}`, which was created or deleted. */
export async function handleMemberChange(event: NodeEvent): Promise<void> {
  if (!isOurs(event)) return;
  const instance = instanceOfEvent(event);
  // The path from the data, /presence/rooms/{roomId}/{uid}, because the parameters of an event are percent-decoded.
  const roomId = event.ref.split('/').at(-2);
  if (roomId) await enqueueTick(instance, await markUncounted(instance.root, roomId, Date.now()));
}

/** Has a tick write a deleted status document again. */
export async function handleStatusDocumentDeletion(
  event: FirestoreEvent<QueryDocumentSnapshot | undefined>,
): Promise<void> {
  const { data } = event;
  if (!data) return;
  // The id from the document, because the parameters of an event are percent-decoded.
  const instances = instancesOf(app, databaseUrls.value());
  const isOwn = (instance: Instance): boolean => isInRegion(region.value(), instance);
  await restore({ uid: data.ref.id, status: readStatus(data.data()) }, { instances, isOwn });
}

/** Has a tick write a deleted public status again. */
export async function handlePublicStatusDeletion(event: NodeEvent): Promise<void> {
  if (!isOurs(event)) return;
  const { data } = event;
  const status = readPublicStatus(data.val())?.status ?? null;
  await restore({ uid: keyOf(data), status }, { instances: [instanceOfEvent(event)], isOwn: () => true });
}

/** Runs a tick in one database instance, when it is due. */
export async function handleTick({ data }: Pick<Request<TickTask>, 'data'>): Promise<void> {
  // Cloud Tasks may deliver a task early, and its emulator always does.
  await waitUntil(data.at);
  const instance = instanceAt(app, data.databaseUrl);
  await requireClaim(instance.root, name(), Date.now());
  await runTick(instance);
}

/** Does once a minute what a tick does, and cleans up: expired custom statuses, killed ticks, deleted accounts. */
export async function handleSchedule(): Promise<void> {
  const context = forgetContext();
  const own = ownInstances(deployment());
  const ends = await Promise.allSettled([forgetAccounts(context), ...own.map(cleanUpAndTick)]);
  const reasons = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
  if (reasons.length > 0)
    throw new AggregateError(reasons, `Cannot finish sweepLeases: ${reasons.join('; ')}. It runs again in a minute.`);
}

/** Corrects what a lost event made incorrect. */
export async function handleRepair(): Promise<void> {
  const { disagreements, failed, ...counts } = await repair({
    ...forgetContext(),
    shallowKeys,
    rest,
    dryRun: false,
    batch: 200,
  });
  logger.info('repair', { ...counts, repaired: disagreements.length, failed: failed.slice(0, 20) });
}

/** Erases the presence data of a deleted account. */
export async function handleUserDeletion({ data, time }: Pick<AuthEvent<User>, 'data' | 'time'>): Promise<void> {
  const { uid } = data;
  const context = forgetContext();
  const deletedAt = Date.parse(time);
  await requestForget(uid, deletedAt, context);
  await forget(uid, deletedAt, context);
  logger.info('forgotten', { uid });
}

async function restore(deleted: DeletedStatus, context: Pick<RestoreContext, 'instances' | 'isOwn'>): Promise<void> {
  const outcome = await restoreStatus(deleted, {
    ...context,
    intervalMs: CHANGE_INTERVAL_MS,
    enqueueTick,
    now: Date.now,
  });
  logger.info('restore', { uid: deleted.uid, outcome });
}

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
  const context = {
    marks: marksOf(instance.root),
    ...changeContext(instance),
    enqueueTick: (at: number) => enqueueTick(instance, at),
  };
  const [outcome] = await Promise.all([handleChange(change, context), announceTargetsOnce(instance)]);
  await makeSureOfCount(instance);
  // Two clocks measure the lag, so it is only approximate.
  const lag = Date.now() - change.time - Math.round(performance.now() - started);
  logEvent({ uid, node, outcome, lag, ms: Math.round(performance.now() - started) });
}

/**
 * Has a tick count the online users, whatever the outcome of the change: the user's own client may have written the document. Without that
 * tick the schedule counts, so a failure is no reason to repeat the event.
 */
async function makeSureOfCount(instance: Instance): Promise<void> {
  const periodMs = countIntervalMs();
  if (periodMs === 0 || isLeftToSchedule(sweepDelayMs())) return;
  try {
    await enqueueTick(instance, startOfNextPeriod({ periodMs, now: Date.now() }));
  } catch (error) {
    logger.warn('The number of online users is up to a minute late: cannot enqueue a tick.', { error: String(error) });
  }
}

async function runTick(instance: Instance, isScheduled = false): Promise<void> {
  const started = performance.now();
  const { failed, ...report } = await tick({ ...tickContext(instance), isScheduled });
  logger.info('tick', { ...report, ms: Math.round(performance.now() - started) });
  if (failed.length > 0) logger.error('tick', { failed });
}

async function cleanUpAndTick(instance: Instance): Promise<void> {
  const now = await serverTime(instance.root, 'swept_at');
  await claim(instance.root, name(), Date.now());
  const parts = [
    removeExpired(instance.root, now),
    resumeTicks(instance),
    runTick(instance, true),
    // A worker of an earlier deployment may have announced other targets.
    announceTargets(instance),
  ];
  if (countIntervalMs() === 0) parts.push(removeOnlineCount(instance.root));
  await allOf(parts);
}

/** Waits for all. @throws (rejects) the first error, when all have ended */
async function allOf(parts: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(parts);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

async function announceTargetsOnce(instance: Instance): Promise<void> {
  if (!announced.has(instance)) await announceTargets(instance);
}

/** A watcher without Firestore reads this, so that it does not show everybody offline when the functions write only to Firestore. */
async function announceTargets(instance: Instance): Promise<void> {
  await instance.root.child(TARGETS_PATH).set(targets.value());
  announced.add(instance);
}

function resumeTicks(instance: Instance): Promise<void> {
  const { root } = instance;
  const parts = { marks: marksOf(root), notes: notesOf(root) };
  return resumeKilledTicks({ ...parts, enqueueTick: (at) => enqueueTick(instance, at), now: Date.now });
}

async function forgetAccounts(context: ForgetContext): Promise<void> {
  const { forgotten, failed } = await forgetRequested(context);
  if (forgotten > 0) logger.info('forgotten', { forgotten });
  failed.push(...(await finishForgetting(context, Date.now())));
  if (failed.length > 0) logger.error('forgotten', { failed: failed.slice(0, 20) });
}

function tickContext(instance: Instance): Omit<TickContext, 'isScheduled'> {
  return {
    ...changeContext(instance),
    instance,
    shallowKeys,
    lateAfterMs: lateAfterSeconds.value() * 1000,
    sweepDelayMs: sweepDelayMs(),
    countOnlineUsers: () => readOnlineCount(statuses()),
    countIntervalMs: countIntervalMs(),
    enqueueTick: (at) => enqueueTick(instance, at),
  };
}

function changeContext(instance: Instance) {
  return {
    documentsOf: (uid: string): StatusDocument[] => statusTargets.of(uid, instance, targets.value(), statuses),
    graceMs: graceSeconds.value() * 1000,
    intervalMs: CHANGE_INTERVAL_MS,
    now: Date.now,
    hasAccount: (uid: string) => accountCheck(getAuth(app))(uid),
  };
}

function sweepDelayMs(): number {
  return sweepDelaySeconds.value() * 1000;
}

/** 0 without Firestore: only there a count costs less than a download of all users. */
function countIntervalMs(): number {
  if (targets.value() === 'database') return 0;
  return countSeconds.value() * 1000;
}

function statuses(): CollectionReference {
  return firestore().collection(collection.value());
}

function firestore(): Firestore {
  return getFirestore(app, firestoreDatabase.value());
}

function enqueueTick(instance: Instance, at: number): Promise<void> {
  queue ??= tickQueue(getFunctions(app).taskQueue(tickQueueName(region.value(), kitInstance())), (url) =>
    latestTime(instanceAt(app, url).database),
  );
  return queue.enqueue(instance.url, at);
}

function forgetContext(): ForgetContext {
  const instances = instancesOf(app, databaseUrls.value());
  return {
    instances,
    firestore: firestore(),
    collection: collection.value(),
    targets: targets.value(),
    hasAccount: accountCheck(getAuth(app)),
  };
}

function deployment(): Deployment {
  return { app, urls: databaseUrls.value(), region: region.value() };
}

/** The name under which this deployment claims database instances. */
function name(): string {
  return kitInstance() ?? 'a codebase of the app';
}

/** The platform sends the events of every instance in the region. */
function isOurs(event: EventOfInstance): boolean {
  return isListed({ app, urls: databaseUrls.value() }, urlOf(event));
}

type EventOfInstance = Pick<UserEvent, 'instance' | 'firebaseDatabaseHost'>;

function instanceOfEvent(event: EventOfInstance): Instance {
  return instanceAt(app, urlOf(event));
}

function urlOf({ instance, firebaseDatabaseHost }: EventOfInstance): string {
  return `https://${instance}.${firebaseDatabaseHost}`;
}

/** The key from the data. The parameters of an event are percent-decoded, so they can differ from the key. */
function keyOf({ key }: DataSnapshot): string {
  return key ?? '';
}
