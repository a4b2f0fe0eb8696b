import {
  arming,
  type ConnectionPlace,
  departure,
  departureTimes,
  type MultiPathUpdate,
  removalOfRecord,
} from '@firebase-presence/contract';
import { type DatabaseReference, onDisconnect, serverTimestamp, update } from 'firebase/database';

/** Resolves with the error of the operation, or null. It never rejects, so a caller need not wait for it. */
export function errorOf(operation: Promise<unknown>): Promise<unknown> {
  return operation.then(
    () => null,
    (error: unknown) => error ?? new Error('The operation failed without an error.'),
  );
}

/** Arms a connection. It is one update, because the security rules refuse a part of it. */
export function arm(
  root: DatabaseReference,
  place: ConnectionPlace,
  leftovers: Iterable<ConnectionPlace>,
): Promise<unknown> {
  return errorOf(onDisconnect(root).update(arming(place, leftovers, serverTimestamp())));
}

/** Removes connections for a departure, with the lease of the latest one. */
export async function removeAll(
  root: DatabaseReference,
  latest: ConnectionPlace,
  earlier: readonly ConnectionPlace[],
): Promise<void> {
  const error = await errorOf(update(root, departure(latest, earlier, serverTimestamp())));
  if (error === null) return;
  // Another connection may hold the lease by now. Then this removes only the records.
  const records: MultiPathUpdate = departureTimes(latest.uid, serverTimestamp());
  for (const place of [latest, ...earlier]) Object.assign(records, removalOfRecord(place));
  await update(root, records);
}
