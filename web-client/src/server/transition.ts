import { readUserStatus, sameStatus } from '../core/index.ts';
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
 * Compares a user's status before and after a change of the status document, for a Cloud Function of the app that Firestore triggers.
 * Events can arrive twice and in any order, so the function should not depend on each single event.
 *
 * @param change the `data` of an event of `onDocumentWritten('status/{uid}')`
 * @returns null if watchers see no difference, for example because only a field of the app changed
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
  const [before, after] = [
    readUserStatus(uid, change.before.data(), now),
    readUserStatus(uid, change.after.data(), now),
  ];
  if (sameStatus(before, after)) return null;
  return {
    uid,
    before,
    after,
    cameOnline: before.state === 'offline' && after.state === 'online',
    wentOffline: before.state === 'online' && after.state === 'offline',
  };
}
