import type { Unsubscribe } from 'firebase/auth';
import {
  documentId,
  getCountFromServer,
  getDocs,
  onSnapshot,
  type QuerySnapshot,
  query,
  where,
} from 'firebase/firestore';
import {
  assertUserId,
  chunksOf,
  databaseError,
  Expiry,
  type PresenceError,
  reportTo,
  sameStatus,
  statusOf,
  type UserStatus,
} from '../core/index.ts';
import { instanceOf, type Presence } from '../session/index.ts';
import { statusIn } from './status-snapshot.ts';
import { statusesOf } from './statuses.ts';

/**
 * Asks once for the statuses of any number of people, in one query for each thirty of them.
 *
 * @returns in the order of `uids`; whoever is unknown is offline
 * @throws (rejects) `presence/invalid-uid`, `presence/permission-denied`
 *
 * @example
 * const [alice, bob] = await getStatuses(presence, ['alice', 'bob']);
 */
export async function getStatuses(presence: Presence, uids: readonly string[]): Promise<UserStatus[]> {
  const instance = instanceOf(presence);
  for (const uid of uids) assertUserId(uid);
  const queries = chunksOf(uids).map((chunk) => query(statusesOf(instance), where(documentId(), 'in', chunk)));
  try {
    const snapshots = await Promise.all(queries.map((some) => getDocs(some)));
    return inOrder(uids, snapshots, instance.now());
  } catch (error) {
    throw databaseError(error, 'to read the statuses');
  }
}

/**
 * Calls `next` with the statuses of any number of people: as soon as all are known, and whenever one changes. Costs one query for
 * each thirty people, and a read for each change of one of them: the way to watch contacts, a team, the members of a chat.
 *
 * @param next gets them in the order of `uids`; whoever is unknown is offline
 * @param error called once if the listener had to end. Without it the error goes to the console.
 * @returns removes the listener
 * @throws `presence/invalid-uid` if no user can have one of the ids
 *
 * @example
 * const unsubscribe = onContactsChanged(presence, team, (statuses) => render(statuses));
 */
export function onContactsChanged(
  presence: Presence,
  uids: readonly string[],
  next: (statuses: readonly UserStatus[]) => void,
  error?: (error: PresenceError) => void,
): Unsubscribe {
  const instance = instanceOf(presence);
  for (const uid of uids) assertUserId(uid);
  const chunks = chunksOf(uids);
  const latest = new Map<number, QuerySnapshot>();
  let last: UserStatus[] | null = null;
  const look = (): void => {
    if (latest.size < chunks.length) return;
    const statuses = inOrder(uids, [...latest.values()], instance.now());
    expiry.watch(statuses, instance.now());
    const before = last;
    last = statuses;
    if (!before || statuses.some((status, index) => differs(status, before[index]))) next(statuses);
  };
  const expiry = new Expiry(look);
  const fail = reportTo(error, 'to watch the statuses');
  const stops = chunks.map((chunk, index) =>
    onSnapshot(
      query(statusesOf(instance), where(documentId(), 'in', chunk)),
      { includeMetadataChanges: true },
      (snapshot) => {
        latest.set(index, snapshot);
        look();
      },
      (cause) => {
        stop();
        fail(cause);
      },
    ),
  );
  const stop = (): void => {
    for (const each of stops) each();
    expiry.stop();
  };
  // Nobody to ask about is known at once.
  look();
  return stop;
}

/**
 * How many people are online now, without downloading who. Costs one read for each thousand of them.
 *
 * @throws (rejects) `presence/permission-denied`
 *
 * @example
 * console.log(`${await getOnlineCount(presence)} online`);
 */
export async function getOnlineCount(presence: Presence): Promise<number> {
  const statuses = statusesOf(instanceOf(presence));
  try {
    return (await getCountFromServer(query(statuses, where('state', '==', 'online')))).data().count;
  } catch (error) {
    throw databaseError(error, 'to count the online users');
  }
}

function inOrder(uids: readonly string[], snapshots: readonly QuerySnapshot[], now: number): UserStatus[] {
  const fromCache = snapshots.some(({ metadata }) => metadata.fromCache);
  const known = new Map(
    snapshots.flatMap(({ docs }) => docs).map((document) => [document.id, statusIn(document, now)]),
  );
  return uids.map((uid) => known.get(uid) ?? { ...statusOf(uid, undefined, now), fromCache });
}

function differs(status: UserStatus, before: UserStatus | undefined): boolean {
  return before === undefined || !sameStatus(status, before);
}
