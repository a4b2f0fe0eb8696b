import { assertRoomId, notInRoom, PresenceError } from '../core/index.ts';
import { instanceOf, type Presence } from '../session/index.ts';
import { memberJson } from './member-data.ts';
import { Membership } from './membership.ts';

/** A room: where people are together, such as a channel, a document or a game. Get it from {@link getRoom}. */
export interface Room<Data = unknown> {
  readonly presence: Presence;
  readonly id: string;
  /** Only a type: what members say of themselves. */
  readonly data?: Data;
}

/**
 * Names a room. Nothing is read or written: whoever only wants to look at it need not join it.
 *
 * @param id 1 to 128 characters, or 42 if some are not ASCII; none of `. # $ [ ] /`, no control character
 * @throws `presence/invalid-argument` if no room can have this id
 *
 * @example
 * const lobby = getRoom<{ name: string }>(presence, 'lobby');
 */
export function getRoom<Data = unknown>(presence: Presence, id: string): Room<Data> {
  instanceOf(presence);
  assertRoomId(id);
  return { presence, id };
}

/**
 * Joins a room, with data that others can read there. The tabs and devices of a user are one member. The membership lasts until
 * {@link leaveRoom} or the sign-out, and survives lost connections. Joining again replaces the data. Others do not see an invisible user in
 * the room.
 *
 * @param data anything that JSON can hold, in at most 1,024 characters of JSON, or 341 if some are not ASCII
 * @returns resolves when the server has acknowledged it; without a connection, when the connection is back
 * @throws (rejects) `presence/signed-out` if no user is signed in, `presence/invalid-argument` if the data is too large or no JSON,
 *   `presence/permission-denied` if the rules refuse it, `presence/too-many-rooms` if this client is in 12 rooms already,
 *   `presence/too-many-changes` after 300 changes in 10 minutes, `presence/watch-only` if this client only watches
 *
 * @example
 * await joinRoom(getRoom(presence, 'lobby'), { name: 'Alice' });
 */
export async function joinRoom<Data>(room: Room<Data>, data?: Data): Promise<void> {
  const json = memberJson(data);
  await instanceOf(room.presence).withSession((session) => {
    if (!session.announces) throw watchOnly(room.id);
    const existing = Membership.of(session, room.id);
    return existing ? existing.say(json) : new Membership(session, room.id, json).entered;
  });
}

/**
 * Replaces the user's own data in the room.
 *
 * @returns resolves when the server has acknowledged it
 * @throws (rejects) `presence/not-in-room` if {@link joinRoom} was not called, otherwise as that does
 *
 * @example
 * await setMemberData(getRoom<{ name: string }>(presence, 'lobby'), { name: 'Alicia' });
 */
export async function setMemberData<Data>(room: Room<Data>, data: Data): Promise<void> {
  await membershipIn(room).say(memberJson(data));
}

/**
 * Leaves the room on this client. Does nothing if it has not joined.
 *
 * @returns resolves when the server has acknowledged it; without a connection it resolves now, and the server removes the member by itself
 *
 * @example
 * await leaveRoom(room);
 */
export async function leaveRoom(room: Room): Promise<void> {
  const instance = instanceOf(room.presence);
  // Without a user there is nothing to leave: a sign-out leaves all rooms.
  if (instance.auth.currentUser === null) return;
  await instance.withSession(async (session) => Membership.of(session, room.id)?.leave());
}

/** Not public: what {@link joinRoom} has made. */
export function membershipIn(room: Room): Membership {
  const session = instanceOf(room.presence).sessionNow();
  const membership = session && Membership.of(session, room.id);
  if (membership) return membership;
  throw notInRoom(room.id);
}

function watchOnly(roomId: string): PresenceError {
  return new PresenceError(
    'presence/watch-only',
    `This client cannot join the room '${roomId}': getPresence was called with watchOnly. Call getPresence without it to join rooms.`,
  );
}
