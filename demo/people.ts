import {
  collection,
  type Firestore,
  limit,
  onSnapshot,
  type Query,
  query,
  type Timestamp,
  where,
} from 'firebase/firestore';
import {
  type Availability,
  type OnlineUsers,
  onOnlineUsersChanged,
  type Presence,
  type UserStatus,
} from 'firebase-presence';
import { type Names, onNamesChanged, type Profile, UNKNOWN } from './names.ts';

export interface Person extends Profile {
  uid: string;
  availability: Availability | null;
  /** The emoji and the text of the custom status; empty without one. */
  custom: string;
  lastChanged: Date | null;
}

export interface People {
  online: Person[];
  /** The user who went offline last comes first. */
  offline: Person[];
  joined: string[];
  left: string[];
  /** True if the list comes from the cache, because this window has no connection. */
  outdated: boolean;
}

type Seen = Omit<Person, keyof Profile>;

interface Known {
  names: Names;
  online: OnlineUsers;
  offline: Seen[];
}

/** The online users come from firebase-presence. The offline users come from the same documents, by a query of the demo. */
export function onPeopleChanged(
  { presence, firestore }: { presence: Presence; firestore: Firestore },
  next: (people: People) => void,
  error: (error: Error) => void,
): () => void {
  const known: Known = {
    names: new Map(),
    online: { users: [], joined: [], left: [], fromCache: true, atLimit: false },
    offline: [],
  };
  const learn = (change: Partial<Known>): void => {
    // A change of names must not repeat who joined and left.
    Object.assign(known, { online: { ...known.online, joined: [], left: [] } }, change);
    next(describe(known));
  };
  const unsubscribes = [
    onNamesChanged(firestore, (names) => learn({ names }), error),
    onOnlineUsersChanged(presence, (online) => learn({ online }), error),
    onOfflineChanged(firestore, (offline) => learn({ offline }), error),
  ];
  return () => {
    for (const unsubscribe of unsubscribes) unsubscribe();
  };
}

function describe({ names, online, offline }: Known): People {
  const profileOf = (uid: string): Profile => names.get(uid) ?? UNKNOWN;
  const named = (seen: Seen): Person => ({ ...seen, ...profileOf(seen.uid) });
  const nameOf = (uid: string): string => profileOf(uid).name;
  const isOnline = new Set(online.users.map(({ uid }) => uid));
  const gone = offline.filter(({ uid }) => !isOnline.has(uid));
  return {
    online: online.users.map(seenOf).map(named).sort(byName),
    offline: gone.map(named).sort(lastToGoFirst).slice(0, 20),
    joined: online.joined.map(nameOf),
    left: online.left.map(nameOf),
    outdated: online.fromCache,
  };
}

/** Not sorted by Firestore, because presence has no index on `last_changed`, whose values only grow. */
export function offlineUsers(firestore: Firestore): Query {
  return query(collection(firestore, 'status'), where('state', '==', 'offline'), limit(100));
}

function onOfflineChanged(firestore: Firestore, next: (seen: Seen[]) => void, error: (error: Error) => void) {
  return onSnapshot(
    offlineUsers(firestore),
    ({ docs }) => {
      next(
        docs.map((person) => {
          const changed: Timestamp = person.get('last_changed');
          return { uid: person.id, availability: null, custom: '', lastChanged: changed.toDate() };
        }),
      );
    },
    error,
  );
}

function seenOf({ uid, availability, customStatus: custom, lastChanged }: UserStatus): Seen {
  return { uid, availability, custom: [custom?.emoji, custom?.text].filter(Boolean).join(' '), lastChanged };
}

function byName(a: Person, b: Person): number {
  return a.name.localeCompare(b.name, 'en') || (a.uid < b.uid ? -1 : 1);
}

function lastToGoFirst(a: Person, b: Person): number {
  return Number(b.lastChanged) - Number(a.lastChanged);
}
