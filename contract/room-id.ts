import { MAX_ROOM_ID, MAX_ROOM_ID_NOT_ASCII } from './limits.ts';

/**
 * True for what can be the id of a room: 1 to 128 ASCII characters, or up to 42 of any; none of `. # $ [ ] /`, no control character.
 */
export function isRoomId(value: unknown): value is string {
  if (typeof value !== 'string' || value === '') return false;
  const longest = /^[ -~]+$/.test(value) ? MAX_ROOM_ID : MAX_ROOM_ID_NOT_ASCII;
  // A control character is the very thing that this looks for.
  return value.length <= longest && !/[.#$[\]/\p{Cc}\p{Cs}]/u.test(value);
}
