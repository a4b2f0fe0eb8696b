import {
  aggregate,
  applySettings,
  invalidUserIdReason,
  nextStatus,
  readSettings,
  type Status,
} from '@firebase-presence/contract';
import { type Instance, instanceOfUser, readUser } from './databases.ts';
import { marksOf } from './due.ts';

/** A deleted status document or public status. */
export interface DeletedStatus {
  uid: string;
  /** The status that was deleted; null if there was none. */
  status: Status | null;
}

export interface RestoreContext {
  instances: Instance[];
  /** True if this deployment runs the ticks of an instance. Each deployment of a project receives the deletion of a status document. */
  isOwn: (instance: Instance) => boolean;
  /** The least time between two changes of one document, in milliseconds. */
  intervalMs: number;
  /** Enqueues a tick for an instance and a time, in milliseconds since the epoch. */
  enqueueTick: (instance: Instance, at: number) => Promise<void>;
  /** This worker's clock, in milliseconds since the epoch. */
  now: () => number;
}

/**
 * Marks the user of a deleted status document or public status, so that a tick writes it again. Does so only for a user with a status to
 * show: the user is online or was online before. Ignores an invisible user, because others can read when the status was written. Ignores a
 * user without a node, such as one whose account was deleted, and a user of another deployment.
 *
 * A mark limits the writes: however often a status is deleted, a tick writes it at most once in an interval.
 */
export async function restoreStatus(
  { uid, status }: DeletedStatus,
  { instances, isOwn, intervalMs, enqueueTick, now }: RestoreContext,
): Promise<'waiting' | 'unchanged' | 'invalid'> {
  // The collection may contain documents of the app. No user of presence has such an id.
  if (invalidUserIdReason(uid) !== null) return 'invalid';
  const instance = await instanceOfUser(instances, uid);
  if (!instance || !isOwn(instance) || !(await hasStatus(instance, uid, now()))) return 'unchanged';
  // A stamp may have followed the end of the last stay. The deleted status contained that end.
  const lostAt = status?.state === 'offline' ? status.lastChanged : null;
  const { at } = await marksOf(instance.root).ensure(uid, { at: now() + intervalMs, lostAt });
  await enqueueTick(instance, at);
  return 'waiting';
}

async function hasStatus({ root }: Instance, uid: string, time: number): Promise<boolean> {
  const { status, settings } = await readUser(root, uid);
  return nextStatus(null, applySettings(aggregate(status, time), readSettings(settings)), null) !== null;
}
