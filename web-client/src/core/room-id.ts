import { isRoomId, MAX_ROOM_ID, MAX_ROOM_ID_NOT_ASCII } from '@firebase-presence/contract';
import { invalidArgument, PresenceError } from './errors.ts';

/** Not public. @throws `presence/invalid-argument` if no room can have this id */
export function assertRoomId(id: string): void {
  if (isRoomId(id)) return;
  const advice = `Pass 1 to ${MAX_ROOM_ID} characters, or ${MAX_ROOM_ID_NOT_ASCII} if some are not ASCII. Do not use . # $ [ ] / or control characters.`;
  throw invalidArgument(`Cannot use ${JSON.stringify(id)} as the id of a room. ${advice}`);
}

/** Not public: the error for a room that this client has not joined. */
export function notInRoom(id: string): PresenceError {
  return new PresenceError('presence/not-in-room', `This client is not in the room '${id}'. Call joinRoom first.`);
}
