import { sameStatus, type UserStatus } from '../core/index.ts';

/** Who is online. */
export interface OnlineUsers {
  /** Everybody who is online, sorted by uid. */
  readonly users: UserStatus[];
  /** The uids that were added since the last call. Empty until the server's first answer: those were there already. */
  readonly joined: string[];
  /** The uids that were removed since the last call. */
  readonly left: string[];
  /** This device is offline itself, or has not heard from the server yet: the list may be out of date. */
  readonly fromCache: boolean;
}

export interface Settling {
  /** Everybody who is online according to the latest snapshot. */
  update(users: readonly UserStatus[], fromCache: boolean): void;
  stop(): void;
}

/**
 * Tells of changes among the online users. Whoever disappears is kept for `settleMs` milliseconds: a return within that
 * time is not news.
 */
export function settle(settleMs: number, next: (online: OnlineUsers) => void): Settling {
  let shown: ReadonlyMap<string, UserStatus> | null = null;
  let wasFromCache = false;
  let synced = false;
  let latest: readonly UserStatus[] = [];
  const departures = new Map<string, ReturnType<typeof setTimeout>>();

  const tell = (fromCache: boolean): void => {
    const before = shown;
    const after = new Map(latest.map((user) => [user.uid, user]));
    for (const uid of departures.keys()) {
      const user = before?.get(uid);
      if (user) after.set(uid, user);
    }
    // What the cache happens to hold is no base for saying who came.
    const joined = synced ? [...after.keys()].filter((uid) => !before?.has(uid)) : [];
    const left = synced ? [...(before?.keys() ?? [])].filter((uid) => !after.has(uid)) : [];
    const changed = !before || fromCache !== wasFromCache || joined.length + left.length > 0 || differ(before, after);
    shown = after;
    wasFromCache = fromCache;
    synced ||= !fromCache;
    if (changed) next({ users: [...after.values()].sort(byUid), joined, left, fromCache });
  };

  return {
    update(users, fromCache) {
      latest = users;
      const online = new Set(users.map(({ uid }) => uid));
      for (const uid of online) cancel(departures, uid);
      for (const uid of shown?.keys() ?? []) {
        if (settleMs === 0 || online.has(uid) || departures.has(uid)) continue;
        departures.set(
          uid,
          setTimeout(() => {
            departures.delete(uid);
            tell(wasFromCache);
          }, settleMs),
        );
      }
      tell(fromCache);
    },
    stop() {
      for (const uid of [...departures.keys()]) cancel(departures, uid);
    },
  };
}

function cancel(departures: Map<string, ReturnType<typeof setTimeout>>, uid: string): void {
  clearTimeout(departures.get(uid));
  departures.delete(uid);
}

function differ(before: ReadonlyMap<string, UserStatus>, after: ReadonlyMap<string, UserStatus>): boolean {
  return [...after].some(([uid, user]) => {
    const was = before.get(uid);
    return was === undefined || !sameStatus(was, user);
  });
}

function byUid(a: UserStatus, b: UserStatus): number {
  return a.uid < b.uid ? -1 : 1;
}
