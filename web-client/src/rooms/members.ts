import type { StoredMember } from '@firebase-presence/contract';
import { serverDate } from '../core/index.ts';
import { memberData } from './member-data.ts';

/** A user in a room, with all of the user's clients. */
export interface Member<Data = unknown> {
  readonly uid: string;
  /** When the earliest client that is still in the room joined, by the Realtime Database's clock. */
  readonly joinedAt: Date;
  /** The member data. A client of the user wrote it: check it before you trust it. Undefined if there is none, or if it is not JSON. */
  readonly data: Data | undefined;
}

/** The members of a room, and what changed since the last call. */
export interface Members<Data = unknown> {
  /** All members of the room, in the order in which they joined. */
  readonly members: Member<Data>[];
  /** The uids of members who joined since the last call. Empty at the first call, because those members joined before. */
  readonly joined: string[];
  /** The uids of members whose member data changed since the last call. */
  readonly updated: string[];
  /** The uids of members who left since the last call. */
  readonly left: string[];
  /** True if this client has no connection. The list may be out of date. */
  readonly fromCache: boolean;
}

/** Not public: the members that an app gets while no user is signed in. */
export function noMembers(): Members<never> {
  return { members: [], joined: [], updated: [], left: [], fromCache: true };
}

/**
 * Not public: compares the members of a room with those of the last call.
 *
 * @param before null at the first call
 */
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

function uidsOf(members: ReadonlyMap<string, StoredMember>, isIncluded: (member: StoredMember) => boolean): string[] {
  return [...members.values()].filter(isIncluded).map(({ uid }) => uid);
}

function publicMember<Data>({ uid, joinedAt, data }: StoredMember): Member<Data> {
  return { uid, joinedAt: serverDate(joinedAt), data: memberData<Data>(data) };
}
