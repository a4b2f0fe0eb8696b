import { readUserStatus, sameStatus } from '../core/index.ts';
import type { AdminNode } from './database.ts';
import type { AdminSnapshot } from './firestore.ts';
import { publicStatusOf } from './public-statuses.ts';
import type { ServerStatus } from './server-status.ts';

/** A user's status before and after a change. */
export interface StatusTransition {
  readonly uid: string;
  readonly before: ServerStatus;
  readonly after: ServerStatus;
  readonly cameOnline: boolean;
  readonly wentOffline: boolean;
}

/**
 * Compares a user's status before and after a change, for a Cloud Function of the app that Firestore or the Realtime Database triggers.
 * Events can arrive twice and in any order, so the function should not depend on each single event.
 *
 * @param change the `data` of an event of `onDocumentWritten('status/{uid}')`, or of `onValueWritten('/presence/public/{uid}')`
 * @returns null if watchers see no difference, for example because only a field of the app changed
 *
 * @example
 * const transition = transitionOf(change);
 * if (transition?.wentOffline) console.log(`${transition.uid} has gone`);
 */
export function transitionOf(
  change: { before: AdminSnapshot; after: AdminSnapshot } | { before: AdminNode; after: AdminNode } | undefined,
): StatusTransition | null {
  if (change === undefined) return null;
  const now = Date.now();
  const [before, after] = [statusIn(change.before, now), statusIn(change.after, now)];
  if (sameStatus(before, after)) return null;
  return {
    uid: after.uid,
    before,
    after,
    cameOnline: before.state === 'offline' && after.state === 'online',
    wentOffline: before.state === 'online' && after.state === 'offline',
  };
}

function statusIn(snapshot: AdminSnapshot | AdminNode, now: number): ServerStatus {
  if ('data' in snapshot) return readUserStatus(snapshot.id, snapshot.data(), now);
  return publicStatusOf(snapshot.key ?? '', snapshot.val(), now);
}
