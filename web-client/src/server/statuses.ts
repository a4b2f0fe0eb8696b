import { DEFAULT_COLLECTION } from '@firebase-presence/contract';
import { assertUserId, chunksOf, readUserStatus, type UserStatus } from '../core/index.ts';
import type { AdminCollection, AdminFirestore } from './firestore.ts';

/** The status of a user. Its times come from the Realtime Database. This server's clock decides whether a custom status has expired. */
export type ServerStatus = Omit<UserStatus, 'fromCache'>;

/** The options of the functions that read statuses. */
export interface StatusOptions {
  /** The Firestore collection of the status documents, as in the function's parameter `PRESENCE_COLLECTION`. Default: `status`. */
  collection?: string;
}

/**
 * Reads the status of one user. An unknown user is offline. Costs one read.
 *
 * @throws (rejects) `presence/invalid-uid` if no user can have this id, otherwise the error of the Admin SDK
 *
 * @example
 * const { state, lastChanged } = await getStatus(getFirestore(), 'alice');
 */
export async function getStatus(
  firestore: AdminFirestore,
  uid: string,
  options: StatusOptions = {},
): Promise<ServerStatus> {
  assertUserId(uid);
  const snapshot = await statuses(firestore, options).doc(uid).get();
  return readUserStatus(uid, snapshot.data(), Date.now());
}

/**
 * Reads the statuses of any number of users, with one query for each 30 users. Costs one read for each user.
 *
 * @returns the statuses in the order of `uids`; an unknown user is offline
 * @throws (rejects) `presence/invalid-uid` if no user can have one of the ids, otherwise the error of the Admin SDK
 *
 * @example
 * const online = (await getStatuses(getFirestore(), team)).filter(({ state }) => state === 'online');
 */
export async function getStatuses(
  firestore: AdminFirestore,
  uids: readonly string[],
  options: StatusOptions = {},
): Promise<ServerStatus[]> {
  for (const uid of uids) assertUserId(uid);
  const collection = statuses(firestore, options);
  // Firestore's name for the id of a document, because its constant would need an import of the Admin SDK.
  const queries = chunksOf(uids).map((chunk) => collection.where('__name__', 'in', chunk).get());
  const found = (await Promise.all(queries)).flatMap(({ docs }) => docs);
  const fields = new Map(found.map((snapshot) => [snapshot.id, snapshot.data()]));
  const now = Date.now();
  return uids.map((uid) => readUserStatus(uid, fields.get(uid), now));
}

/**
 * Counts the users who are online. Costs one read for each 1,000 of them.
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
