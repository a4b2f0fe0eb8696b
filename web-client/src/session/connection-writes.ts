import {
  arming,
  type ConnectionPlace,
  departure,
  leavingMarks,
  type MultiPathUpdate,
  removalOfRecord,
} from '@firebase-presence/contract';
import { type DatabaseReference, onDisconnect, serverTimestamp, update } from 'firebase/database';

/** Settles with the error that the operation ended with, or null. Never rejects, so that nothing has to wait for it. */
export function errorOf(operation: Promise<unknown>): Promise<unknown> {
  return operation.then(
    () => null,
    (error: unknown) => error ?? new Error('The operation failed without an error.'),
  );
}

/** Tells the server what to remove when the socket ends: all in one update, because the rules refuse a part of it. */
export function arm(
  root: DatabaseReference,
  place: ConnectionPlace,
  leftovers: Iterable<ConnectionPlace>,
): Promise<unknown> {
  return errorOf(onDisconnect(root).update(arming(place, leftovers, serverTimestamp())));
}

/** Removes connections because the user chose to leave, with the lease of the latest one. */
export async function removeAll(
  root: DatabaseReference,
  latest: ConnectionPlace,
  earlier: readonly ConnectionPlace[],
): Promise<void> {
  const error = await errorOf(update(root, departure(latest, earlier, serverTimestamp())));
  if (error === null) return;
  // Another connection may hold the lease by now. Then the records alone are removed.
  const records: MultiPathUpdate = leavingMarks(latest.uid, serverTimestamp());
  for (const place of [latest, ...earlier]) Object.assign(records, removalOfRecord(place));
  await update(root, records);
}
