import { instanceOf, type Presence } from '../session/index.ts';
import { memberJson } from './member-data.ts';
import { Membership } from './membership.ts';
import { assertRoomId, notInRoom } from './room-id.ts';

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
 * Joins a room with what others are to know of the person there. Several tabs and devices are one member. Lasts until
 * {@link leaveRoom}, over reloads of the connection, or until the person signs out. Joining again replaces the data.
 *
 * Whoever is invisible is not in the room for others, until they are visible again.
 *
 * @param data anything that JSON can hold, in at most 1,024 characters of JSON, or 341 if some are not ASCII; in 341 if some of them are not ASCII
 * @returns resolves when the server has acknowledged it; while this device has no connection, when that is back
 * @throws (rejects) `presence/signed-out` if nobody is signed in, `presence/invalid-argument` if the data is too large or no JSON,
 *   `presence/permission-denied` if the rules refuse it, `presence/too-many-rooms` if this device is in 12 rooms already,
 *   `presence/too-many-changes` after 300 changes in 10 minutes
 *
 * @example
 * await joinRoom(getRoom(presence, 'lobby'), { name: 'Alice' });
 */
export async function joinRoom<Data>(room: Room<Data>, data?: Data): Promise<void> {
  const instance = instanceOf(room.presence);
  const uid = instance.signedIn();
  const json = memberJson(data);
  const existing = Membership.of(instance, room.id);
  await (existing?.uid === uid ? existing.say(json) : new Membership(instance, room.id, uid, json).entered);
}

/**
 * Replaces what others know of the person in the room.
 *
 * @returns resolves when the server has acknowledged it
 * @throws (rejects) `presence/not-in-room` if {@link joinRoom} was not called, otherwise as that does
 *
 * @example
 * await updateMember(getRoom<{ name: string }>(presence, 'lobby'), { name: 'Alicia' });
 */
export async function updateMember<Data>(room: Room<Data>, data: Data): Promise<void> {
  await membershipIn(room).say(memberJson(data));
}

/**
 * Leaves the room on this device. Does nothing if it has not joined.
 *
 * @returns resolves when the server has acknowledged it, or cannot be reached and so will notice by itself
 *
 * @example
 * await leaveRoom(room);
 */
export async function leaveRoom(room: Room): Promise<void> {
  await Membership.of(instanceOf(room.presence), room.id)?.leave();
}

/** Not public: what {@link joinRoom} has made. */
export function membershipIn(room: Room): Membership {
  const membership = Membership.of(instanceOf(room.presence), room.id);
  if (membership) return membership;
  throw notInRoom(room.id);
}
