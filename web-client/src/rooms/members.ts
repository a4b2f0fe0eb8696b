import type { StoredMember } from '@firebase-presence/contract';
import { memberData } from './member-data.ts';

/** Somebody in a room, with all their tabs and devices. */
export interface Member<Data = unknown> {
  readonly uid: string;
  /** When their first tab that is still here joined, by the server's clock. */
  readonly joinedAt: Date;
  /** What they say of themselves there. It was written by their device: check it before you trust it. */
  readonly data: Data | undefined;
}

export interface Members<Data = unknown> {
  /** Everybody in the room, in the order in which they joined. */
  readonly members: Member<Data>[];
  /** Who has joined since the last call. Empty at the first: they were there already. */
  readonly joined: string[];
  /** Whose data has changed since the last call. */
  readonly updated: string[];
  /** Who has left since the last call. */
  readonly left: string[];
  /** This device has no connection: the list may be out of date. */
  readonly fromCache: boolean;
}

/** Not public: what an app gets of a room when no user is signed in. */
export const NO_MEMBERS: Readonly<Members<never>> = { members: [], joined: [], updated: [], left: [], fromCache: true };

/** Not public: what an app gets of a room, compared with what it got before; null at the first time. */
export function membersSince<Data>(
  before: ReadonlyMap<string, StoredMember> | null,
  now: ReadonlyMap<string, StoredMember>,
  fromCache: boolean,
): Members<Data> {
  return {
    members: [...now.values()].sort((a, b) => a.joinedAt - b.joinedAt).map((member) => publicMember<Data>(member)),
    joined: before ? uidsOf(now, ({ uid }) => !before.has(uid)) : [],
    updated: before ? uidsOf(now, ({ uid, data }) => before.has(uid) && before.get(uid)?.data !== data) : [],
    left: before ? uidsOf(before, ({ uid }) => !now.has(uid)) : [],
    fromCache,
  };
}

function uidsOf(members: ReadonlyMap<string, StoredMember>, wanted: (member: StoredMember) => boolean): string[] {
  return [...members.values()].filter(wanted).map(({ uid }) => uid);
}

function publicMember<Data>({ uid, joinedAt, data }: StoredMember): Member<Data> {
  return { uid, joinedAt: new Date(joinedAt), data: memberData<Data>(data) };
}
