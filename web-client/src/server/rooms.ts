import {
  fieldsOf,
  isRoomKey,
  LEASE_ROOT,
  leaseKeyRange,
  readLeasesOf,
  roomPath,
  typingPath,
} from '@firebase-presence/contract';
import { assertRoomId, assertUserId } from '../core/index.ts';
import type { AdminDatabase } from './database.ts';

/**
 * Returns the ids of the rooms that a user is in, with all of the user's clients. It downloads the user's leases, and the user's seats in the
 * rooms that they name.
 *
 * @param database the Realtime Database instance that holds the user
 * @returns the ids of the rooms, each once
 * @throws (rejects) `presence/invalid-uid` if no user can have this id, otherwise the error of the Admin SDK
 *
 * @example
 * const rooms = await getRoomIds(getDatabase(), 'alice');
 */
export async function getRoomIds(database: AdminDatabase, uid: string): Promise<string[]> {
  assertUserId(uid);
  const [first, last] = leaseKeyRange(uid);
  const found = await database.ref(LEASE_ROOT).orderByKey().startAt(first).endAt(last).get();
  const leases = readLeasesOf(uid, Object.entries(fieldsOf(found.val())));
  const named = [...new Set(leases.flatMap(({ seats }) => seats.map(({ roomId }) => roomId)))];
  // A lease can still name a seat that was removed.
  const seats = await Promise.all(named.map((roomId) => database.ref(`${roomPath(roomId)}/${uid}`).get()));
  return named.filter((_, index) => seats[index]?.val() !== null);
}

/**
 * Removes a user from a room, with all of the user's clients. The members see the user leave. A client of the user joins again with its
 * next connection. To prevent that, let the app call `leaveRoom` there, or let the security rules refuse it.
 *
 * @param database the Realtime Database instance that holds the room
 * @throws (rejects) `presence/invalid-argument`, `presence/invalid-uid`, otherwise the error of the Admin SDK
 *
 * @example
 * await removeMember(getDatabase(), 'lobby', 'mallory');
 */
export async function removeMember(database: AdminDatabase, roomId: string, uid: string): Promise<void> {
  // A client other than ours can be in a room whose id this package accepts nowhere else.
  if (!isRoomKey(roomId)) assertRoomId(roomId);
  assertUserId(uid);
  await database.ref().update({ [`${roomPath(roomId)}/${uid}`]: null, [`${typingPath(roomId)}/${uid}`]: null });
}
