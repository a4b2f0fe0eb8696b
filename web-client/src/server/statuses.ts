import { DEFAULT_COLLECTION } from '@firebase-presence/contract';
import { assertUserId, chunksOf, statusOf, type UserStatus } from '../core/index.ts';
import type { AdminCollection, AdminFirestore } from './firestore.ts';

/** What is known of a user's presence. Times are those of the Realtime Database; what has expired is judged by this server's clock. */
export type ServerStatus = Omit<UserStatus, 'fromCache'>;

export interface StatusOptions {
  /** The Firestore collection that the Cloud Function writes: its parameter `PRESENCE_COLLECTION`. Default: `status`. */
  collection?: string;
}

/**
 * Asks for the status of one user; whoever is unknown is offline. Costs one read.
 *
 * @throws (rejects) `presence/invalid-uid` if no user can have this id, otherwise what the Admin SDK rejects with
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
  return statusOf(uid, snapshot.data(), Date.now());
}

/**
 * Asks for the statuses of any number of users, in one query for each thirty of them. Costs one read for each.
 *
 * @returns in the order of `uids`; whoever is unknown is offline
 * @throws (rejects) `presence/invalid-uid`, otherwise what the Admin SDK rejects with
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
  // Firestore's own name for the id of a document; its constant would have to be imported.
  const queries = chunksOf(uids).map((chunk) => collection.where('__name__', 'in', chunk).get());
  const found = (await Promise.all(queries)).flatMap(({ docs }) => docs);
  const fields = new Map(found.map((snapshot) => [snapshot.id, snapshot.data()]));
  const now = Date.now();
  return uids.map((uid) => statusOf(uid, fields.get(uid), now));
}

/**
 * How many users are online. Costs one read for each thousand of them.
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
