import { DEFAULT_COLLECTION } from '@firebase-presence/contract';
import { assertUserId, chunksOf, readUserStatus } from '../core/index.ts';
import type { AdminDatabase } from './database.ts';
import type { AdminCollection, AdminFirestore } from './firestore.ts';
import { isDatabase, readPublicStatus, readPublicStatuses } from './public-statuses.ts';
import type { ServerStatus } from './server-status.ts';

/** The options of the functions that read statuses. */
export interface StatusOptions {
  /** The Firestore collection of the status documents, as in the function's parameter `PRESENCE_COLLECTION`. Default: `status`. */
  collection?: string;
}

/**
 * Reads the status of one user. An unknown user is offline.
 *
 * @param source `getFirestore()`: reads the status document, which costs one read. `getDatabase()`: reads the public status, which the
 *   functions write if their parameter `PRESENCE_TARGETS` is `both` or `database`. With several instances, that of the user.
 * @throws (rejects) `presence/invalid-uid` if no user can have this id, `presence/no-public-statuses` if the functions write only to
 *   Firestore, otherwise the error of the Admin SDK
 *
 * @example
 * const { state, lastChanged } = await getStatus(getFirestore(), 'alice');
 */
export async function getStatus(
  source: AdminFirestore | AdminDatabase,
  uid: string,
  options: StatusOptions = {},
): Promise<ServerStatus> {
  assertUserId(uid);
  if (isDatabase(source)) return readPublicStatus(source, uid);
  const snapshot = await statuses(source, options).doc(uid).get();
  return readUserStatus(uid, snapshot.data(), Date.now());
}

/**
 * Reads the statuses of any number of users. From Firestore with one query for each 30 users, which costs one read for each user. From the
 * Realtime Database with one read for each user.
 *
 * @param source as in {@link getStatus}
 * @returns the statuses in the order of `uids`; an unknown user is offline
 * @throws (rejects) as {@link getStatus}
 *
 * @example
 * const online = (await getStatuses(getFirestore(), team)).filter(({ state }) => state === 'online');
 */
export async function getStatuses(
  source: AdminFirestore | AdminDatabase,
  uids: readonly string[],
  options: StatusOptions = {},
): Promise<ServerStatus[]> {
  // The app can change its array later.
  const asked = [...uids];
  for (const uid of asked) assertUserId(uid);
  if (isDatabase(source)) return readPublicStatuses(source, asked);
  const collection = statuses(source, options);
  // Firestore's name for the id of a document, because its constant would need an import of the Admin SDK.
  const queries = chunksOf(asked).map((chunk) => collection.where('__name__', 'in', chunk).get());
  const found = (await Promise.all(queries)).flatMap(({ docs }) => docs);
  const fields = new Map(found.map((snapshot) => [snapshot.id, snapshot.data()]));
  const now = Date.now();
  return asked.map((uid) => readUserStatus(uid, fields.get(uid), now));
}

/**
 * Counts the users who are online, in Firestore. Costs one read for each 1,000 of them.
 *
 * @throws (rejects) the error of the Admin SDK
 *
 * @example
 * console.log(`${await getOnlineCount(getFirestore())} online`);
 */
export async function getOnlineCount(firestore: AdminFirestore, options: StatusOptions = {}): Promise<number> {
  const online = statuses(firestore, options).where('state', '==', 'online');
  return (await online.count().get()).data().count;
}

function statuses(firestore: AdminFirestore, { collection = DEFAULT_COLLECTION }: StatusOptions): AdminCollection {
  return firestore.collection(collection);
}
