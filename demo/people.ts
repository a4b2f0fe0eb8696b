import { collection, type Firestore, limit, onSnapshot, query, type Timestamp, where } from 'firebase/firestore';
import { type OnlineUsers, onOnlineUsersChanged, type Presence } from 'firebase-presence';
import { type Names, onNamesChanged } from './names.ts';

export interface Person {
  uid: string;
  name: string;
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

/** Who is here comes from firebase-presence, who was here from the same documents by Firestore's own means. */
export function onPeopleChanged(
  { presence, firestore }: { presence: Presence; firestore: Firestore },
  next: (people: People) => void,
  error: (error: Error) => void,
): () => void {
  let names: Names = new Map();
  let online: OnlineUsers = { users: [], joined: [], left: [], fromCache: true };
  let offline: Seen[] = [];

  const tell = (joined: readonly string[], left: readonly string[]): void => {
    const nameOf = (uid: string): string => names.get(uid) ?? 'Somebody';
    const named = ({ uid, lastChanged }: Seen): Person => ({ uid, name: nameOf(uid), lastChanged });
    const isOnline = new Set(online.users.map(({ uid }) => uid));
    next({
      online: online.users.map(named).sort(byName),
      offline: offline
        .filter(({ uid }) => !isOnline.has(uid))
        .map(named)
        .sort(lastToGoFirst)
        .slice(0, 20),
      joined: joined.map(nameOf),
      left: left.map(nameOf),
      outdated: online.fromCache,
    });
  };

  const unsubscribes = [
    onNamesChanged(
      firestore,
      (latest) => {
        names = latest;
        tell([], []);
      },
      error,
    ),
    onOnlineUsersChanged(
      presence,
      (latest) => {
        online = latest;
        tell(latest.joined, latest.left);
      },
      error,
    ),
    onOfflineChanged(
      firestore,
      (latest) => {
        offline = latest;
        tell([], []);
      },
      error,
    ),
  ];
  return () => {
    for (const unsubscribe of unsubscribes) unsubscribe();
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
          return { uid: person.id, lastChanged: changed.toDate() };
        }),
      );
    },
    error,
  );
}

function byName(a: Person, b: Person): number {
  return a.name.localeCompare(b.name, 'en') || (a.uid < b.uid ? -1 : 1);
}

function lastToGoFirst(a: Person, b: Person): number {
  return Number(b.lastChanged) - Number(a.lastChanged);
}
