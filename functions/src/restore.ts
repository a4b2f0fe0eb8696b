import {
  aggregate,
  invalidUserIdReason,
  nextStatus,
  readSettings,
  type Status,
  shown,
} from '@firebase-presence/contract';
import { homeOf, type Instance, readUser } from './databases.ts';
import { marksOf } from './due.ts';

/** A status document that was deleted. */
export interface DeletedDocument {
  uid: string;
  /** What it said; null if it held no presence. */
  said: Status | null;
}

export interface RestoreContext {
  instances: Instance[];
  /** The least time between two changes of one document, in milliseconds. */
  intervalMs: number;
  /** Asks for a tick of an instance at a time, in milliseconds since the epoch. */
  ask: (instance: Instance, at: number) => Promise<void>;
  /** This worker's clock, in milliseconds since the epoch. */
  now: () => number;
}

/**
 * Has a tick write the document again, if its user has something to show: a user who is online, or who was here. Not that of an invisible
 * user, because its creation has a time that others can read, nor that of a user without a node, such as one whose account was deleted.
 *
 * A mark and no write: however often a document is deleted, it is written again once in an interval.
 */
export async function restoreDocument(
  { uid, said }: DeletedDocument,
  { instances, intervalMs, ask, now }: RestoreContext,
): Promise<'waiting' | 'unchanged' | 'invalid'> {
  // In a collection of the app's own: no user of presence has such an id.
  if (invalidUserIdReason(uid) !== null) return 'invalid';
  const home = await homeOf(instances, uid);
  if (!home || !(await hasStatus(home, uid, now()))) return 'unchanged';
  // The node may have been stamped after its last stay. The document knew when that ended.
  const lostAt = said?.state === 'offline' ? said.lastChanged : null;
  const { at } = await marksOf(home.root).ensure(uid, { at: now() + intervalMs, lostAt });
  await ask(home, at);
  return 'waiting';
}

async function hasStatus({ root }: Instance, uid: string, time: number): Promise<boolean> {
  const { status, settings } = await readUser(root, uid);
  return nextStatus(null, shown(aggregate(status, time), readSettings(settings)), null) !== null;
}
