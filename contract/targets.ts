/**
 * Where the functions write the statuses. `firestore`: the status documents. `database`: the public statuses in the Realtime Database. The
 * functions write this text to `/presence/targets`, so that a watcher without Firestore can tell whether its statuses are written.
 */
export type Targets = 'firestore' | 'both' | 'database';

export function isTargets(value: unknown): value is Targets {
  return value === 'firestore' || value === 'both' || value === 'database';
}

/** Reads `/presence/targets`. Functions that have written nothing there write only to Firestore. */
export function readTargets(value: unknown): Targets {
  return isTargets(value) ? value : 'firestore';
}

/** True if the functions have said at `/presence/targets` that they write no public statuses. Before their first run they have said nothing. */
export function saysNoPublicStatuses(value: unknown): boolean {
  return value === 'firestore';
}

export const writesFirestore = (targets: Targets): boolean => targets !== 'database';

export const writesDatabase = (targets: Targets): boolean => targets !== 'firestore';
