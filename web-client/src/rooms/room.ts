import { assertRoomId, notInRoom, watchOnly } from '../core/index.ts';
import { instanceOf, type Presence } from '../session/index.ts';
import { memberJson } from './member-data.ts';
import { Membership } from './membership.ts';

/** A room: a place where users are together, such as a channel, a document or a game. Get it from {@link getRoom}. */
export interface Room<Data = unknown> {
  readonly presence: Presence;
  readonly id: string;
  /** The type of the member data. It never has a value. */
  readonly data?: Data;
}

/**
 * Returns the room with an id. It reads and writes nothing. A client can watch a room without joining it.
 *
 * @param id 1 to 128 characters, or 42 if some are not ASCII; none of `. # $ [ ] /` and no control character
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
 * Joins a room, with member data that others can read. All clients of a user are one member. The membership lasts until {@link leaveRoom}
 * or the sign-out, also over lost connections. Another call replaces the member data. Others do not see an invisible user in the room.
 *
 * @param data any value that JSON can hold, at most 1,024 characters as JSON, or 341 if some are not ASCII
 * @returns resolves when the Realtime Database has acknowledged the join. Without a connection it resolves when the client is connected
 *   again.
 * @throws (rejects) `presence/signed-out` if no user is signed in, `presence/invalid-argument` if the data is too large or not JSON,
 *   `presence/permission-denied` if the security rules refuse it, `presence/too-many-rooms` if this client is in 12 rooms already,
 *   `presence/too-many-changes` after 300 changes in 10 minutes, `presence/watch-only` if this client only watches
 *
 * @example
 * await joinRoom(getRoom(presence, 'lobby'), { name: 'Alice' });
 */
export async function joinRoom<Data>(room: Room<Data>, data?: Data): Promise<void> {
  const json = memberJson(data);
  await instanceOf(room.presence).withSession((session) => {
    if (!session.announces) throw watchOnly(`join the room '${room.id}'`);
    const existing = Membership.of(session, room.id);
    return existing ? existing.setData(json) : new Membership(session, room.id, json).joined;
  });
}

/**
 * Replaces the member data of the signed-in user in the room.
 *
 * @param data as in {@link joinRoom}
 * @returns resolves when the Realtime Database has acknowledged the write
 * @throws (rejects) `presence/not-in-room` if this client did not call {@link joinRoom}, otherwise as {@link joinRoom}
 *
 * @example
 * await setMemberData(getRoom<{ name: string }>(presence, 'lobby'), { name: 'Alicia' });
 */
export async function setMemberData<Data>(room: Room<Data>, data: Data): Promise<void> {
  await membershipIn(room).setData(memberJson(data));
}

/**
 * Leaves the room on this client. Does nothing if this client has not joined it.
 *
 * @returns resolves when the Realtime Database has acknowledged it. Without a connection it resolves without waiting, because the database
 *   removes the seat by itself.
 *
 * @example
 * await leaveRoom(room);
 */
export async function leaveRoom(room: Room): Promise<void> {
  const instance = instanceOf(room.presence);
  // A sign-out leaves all rooms.
  if (instance.auth.currentUser === null) return;
  await instance.withSession(async (session) => Membership.of(session, room.id)?.leave());
}

/**
 * Not public: returns the membership that {@link joinRoom} made.
 *
 * @throws `presence/not-in-room`
 */
export function membershipIn(room: Room): Membership {
  const session = instanceOf(room.presence).currentSession();
  const membership = session && Membership.of(session, room.id);
  if (membership) return membership;
  throw notInRoom(room.id);
}
