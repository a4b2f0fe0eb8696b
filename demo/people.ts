import { collection, type Firestore, limit, onSnapshot, query, type Timestamp, where } from 'firebase/firestore';
import {
  type Availability,
  type OnlineUsers,
  onOnlineUsersChanged,
  type Presence,
  type UserStatus,
} from 'firebase-presence';
import { type Names, onNamesChanged } from './names.ts';

export interface Person {
  uid: string;
  name: string;
  availability: Availability | null;
  /** What they say of themselves; empty if nothing. */
  custom: string;
  lastChanged: Date | null;
}

export interface People {
  online: Person[];
  /** The last to go comes first. */
  offline: Person[];
  joined: string[];
  left: string[];
  /** Known from before: this window has no connection. */
  outdated: boolean;
}

type Seen = Omit<Person, 'name'>;

interface Known {
  names: Names;
  online: OnlineUsers;
  offline: Seen[];
}

/** Who is here comes from firebase-presence, who was here from the same documents by Firestore's own means. */
export function onPeopleChanged(
  { presence, firestore }: { presence: Presence; firestore: Firestore },
  next: (people: People) => void,
  error: (error: Error) => void,
): () => void {
  const known: Known = { names: new Map(), online: { users: [], joined: [], left: [], fromCache: true }, offline: [] };
  const learn = (news: Partial<Known>): void => {
    // Whoever came is news only once, not with every name that is learned later.
    Object.assign(known, { online: { ...known.online, joined: [], left: [] } }, news);
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
  const nameOf = (uid: string): string => names.get(uid) ?? 'Somebody';
  const named = (seen: Seen): Person => ({ ...seen, name: nameOf(seen.uid) });
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

/** Sorted here and not by Firestore, because presence keeps no index on a time that only ever grows. */
function onOfflineChanged(firestore: Firestore, next: (seen: Seen[]) => void, error: (error: Error) => void) {
  return onSnapshot(
    query(collection(firestore, 'status'), where('state', '==', 'offline'), limit(100)),
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
