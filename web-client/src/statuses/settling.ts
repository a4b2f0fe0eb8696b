import { sameStatus, type UserStatus } from '../core/index.ts';

/** The users who are online. */
export interface OnlineUsers {
  /** All users who are online, sorted by uid. */
  readonly users: UserStatus[];
  /** The uids that were added since the last call. Empty until Firestore's first answer, because those users were online before. */
  readonly joined: string[];
  /** The uids that were removed since the last call. */
  readonly left: string[];
  /** True if this client is offline, or Firestore has not answered yet. The list may be out of date. */
  readonly fromCache: boolean;
  /** True if the list has as many users as its limit allows. More users may be online. */
  readonly atLimit: boolean;
}

/** The list while no user is signed in. */
export function noOnlineUsers(): OnlineUsers {
  return { users: [], joined: [], left: [], fromCache: true, atLimit: false };
}

export interface OnlineUsersTracker {
  /** @param users all online users of the latest snapshot */
  update(users: readonly UserStatus[], fromCache: boolean, atLimit?: boolean): void;
  stop(): void;
}

/**
 * Calls `next` with each change of the online users. A user who goes offline stays in the list for `settleMs` milliseconds. If the user
 * returns within that time, the list does not change.
 */
export function trackOnlineUsers(settleMs: number, next: (online: OnlineUsers) => void): OnlineUsersTracker {
  let shown: ReadonlyMap<string, UserStatus> | null = null;
  let wasFromCache = false;
  let wasAtLimit = false;
  let synced = false;
  let latest: readonly UserStatus[] = [];
  const departures = new Map<string, ReturnType<typeof setTimeout>>();

  const notify = (fromCache: boolean, atLimit: boolean): void => {
    const before = shown;
    const after = new Map(latest.map((user) => [user.uid, user]));
    for (const uid of departures.keys()) {
      const user = before?.get(uid);
      if (user) after.set(uid, user);
    }
    // A list from the cache can be old, so it cannot show who joined or left.
    const joined = synced ? [...after.keys()].filter((uid) => !before?.has(uid)) : [];
    const left = synced ? [...(before?.keys() ?? [])].filter((uid) => !after.has(uid)) : [];
    const flagged = fromCache !== wasFromCache || atLimit !== wasAtLimit;
    const changed = !before || flagged || joined.length + left.length > 0 || differ(before, after);
    shown = after;
    wasFromCache = fromCache;
    wasAtLimit = atLimit;
    synced ||= !fromCache;
    if (changed) next({ users: [...after.values()].sort(byUid), joined, left, fromCache, atLimit });
  };

  return {
    update(users, fromCache, atLimit = false) {
      latest = users;
      const online = new Set(users.map(({ uid }) => uid));
      for (const uid of online) cancel(departures, uid);
      for (const uid of shown?.keys() ?? []) {
        if (settleMs === 0 || online.has(uid) || departures.has(uid)) continue;
        departures.set(
          uid,
          setTimeout(() => {
            departures.delete(uid);
            notify(wasFromCache, wasAtLimit);
          }, settleMs),
        );
      }
      notify(fromCache, atLimit);
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
