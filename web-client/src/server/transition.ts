import { sameStatus, statusOf } from '../core/index.ts';
import type { AdminSnapshot } from './firestore.ts';
import type { ServerStatus } from './statuses.ts';

/** A user's status before and after a change. */
export interface StatusTransition {
  readonly uid: string;
  readonly before: ServerStatus;
  readonly after: ServerStatus;
  readonly cameOnline: boolean;
  readonly wentOffline: boolean;
}

/**
 * Says what a change of a status document means, in a Cloud Function of the app's own that Firestore triggers. Events may come twice and in
 * any order: what the function does should not depend on having seen each.
 *
 * @param change the `data` of an event of `onDocumentWritten('status/{uid}')`
 * @returns null if no watcher could see a difference, for example because only a field of the app changed
 *
 * @example
 * const transition = transitionOf(change);
 * if (transition?.wentOffline) console.log(`${transition.uid} has gone`);
 */
export function transitionOf(
  change: { before: AdminSnapshot; after: AdminSnapshot } | undefined,
): StatusTransition | null {
  if (change === undefined) return null;
  const uid = change.after.id;
  const now = Date.now();
  const [before, after] = [statusOf(uid, change.before.data(), now), statusOf(uid, change.after.data(), now)];
  if (sameStatus(before, after)) return null;
  return {
    uid,
    before,
    after,
    cameOnline: before.state === 'offline' && after.state === 'online',
    wentOffline: before.state === 'online' && after.state === 'offline',
  };
}
