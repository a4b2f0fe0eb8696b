import {
  MAX_ONLINE_LIST,
  PUBLIC_ROOT,
  publicStatusPath,
  readPublicStatus,
  saysNoPublicStatuses,
  TARGETS_PATH,
} from '@firebase-presence/contract';
import {
  type Database,
  type DataSnapshot,
  equalTo,
  get,
  limitToFirst,
  orderByChild,
  query,
  ref,
} from 'firebase/database';
import { assertEmulated, type PresenceInstance } from '../session/index.ts';
import type { Source, StatusReader, StoredStatus } from '../statuses/index.ts';
import { ownView } from './own-view.ts';
import { type Part, sourceOf } from './source.ts';
import { notWritten } from './targets.ts';

/** Reads the public statuses. A user's public status is in the database instance that holds the user. */
export const inDatabase: StatusReader = {
  // The database depends on the user, so each read checks its own.
  check: () => undefined,
  one: (instance, uid, signedIn) => sourceOf(instance, signedIn, [userPart(instance, uid, signedIn)]),
  many: usersOf,
  online: (instance, limit = MAX_ONLINE_LIST, signedIn) => {
    // The user's own status comes from its own node. That the query does not find it can mean two things: it says `offline`, or the
    // functions have not written the announcement yet.
    const parts = [othersPart(instance, limit, signedIn), userPart(instance, signedIn, signedIn)];
    return atMost(limit, sourceOf(instance, signedIn, parts));
  },
  // The Realtime Database has no query for some keys and a state.
  onlineOf: usersOf,
  async get(instance, uids) {
    const targetsOf = readTargetsOnce();
    const reads = [...new Set(uids)].map(async (uid) => {
      const database = instance.database(uid);
      assertEmulated(instance.auth, database);
      const path = publicStatusPath(uid);
      const [status, targets] = await Promise.all([get(ref(database, path)), targetsOf(database)]);
      if (saysNoPublicStatuses(targets.val())) throw notWritten(`read the status of user '${uid}'`);
      const stored = storedIn(uid, status.val(), false);
      return uid === instance.auth.currentUser?.uid ? withOwnState(instance, stored) : stored;
    });
    return Promise.all(reads);
  },
};

/** Reads the targets of each database at its first call, because all users of a database share them. */
function readTargetsOnce(): (database: Database) => Promise<DataSnapshot> {
  const reads = new Map<Database, Promise<DataSnapshot>>();
  return (database) => {
    const reading = reads.get(database) ?? get(ref(database, TARGETS_PATH));
    reads.set(database, reading);
    return reading;
  };
}

function usersOf(instance: PresenceInstance, uids: readonly string[], signedIn: string): Source[] {
  const parts = [...new Set(uids)].map((uid) => userPart(instance, uid, signedIn));
  return parts.length === 0 ? [] : [sourceOf(instance, signedIn, parts)];
}

function userPart(instance: PresenceInstance, uid: string, signedIn: string): Part {
  const database = instance.database(uid);
  return {
    database,
    query: ref(database, publicStatusPath(uid)),
    read(snapshot, isConnected) {
      const stored = storedIn(uid, snapshot.val(), !isConnected);
      return [uid === signedIn ? withOwnState(instance, stored) : stored];
    },
  };
}

/** The online users without the signed-in user. */
function othersPart(instance: PresenceInstance, limit: number, signedIn: string): Part {
  const database = instance.database(signedIn);
  return {
    database,
    query: query(ref(database, PUBLIC_ROOT), orderByChild('state'), equalTo('online'), limitToFirst(limit)),
    read: (snapshot, isConnected) => statusesIn(snapshot, !isConnected).filter(({ uid }) => uid !== signedIn),
  };
}

function atMost(limit: number, source: Source): Source {
  return (events) =>
    source({
      ...events,
      next({ statuses, fromCache }) {
        const online = statuses.filter(({ status }) => status?.state === 'online').slice(0, limit);
        events.next({ statuses: online, fromCache, atLimit: online.length >= limit });
      },
    });
}

function withOwnState({ ownState }: PresenceInstance, stored: StoredStatus): StoredStatus {
  const own = ownState.value;
  if (own?.uid !== stored.uid) return stored;
  return { ...stored, status: ownView(stored.status, own, !stored.fromCache) };
}

function statusesIn(snapshot: DataSnapshot, fromCache: boolean): StoredStatus[] {
  const statuses: StoredStatus[] = [];
  snapshot.forEach((child) => {
    if (child.key !== null) statuses.push(storedIn(child.key, child.val(), fromCache));
  });
  return statuses;
}

function storedIn(uid: string, value: unknown, fromCache: boolean): StoredStatus {
  return { uid, status: readPublicStatus(value)?.status ?? null, fromCache };
}
