import { MAX_ROOM_ID, MAX_ROOM_ID_NOT_ASCII } from './limits.ts';

/**
 * True if the value can be the id of a room: 1 to 128 ASCII characters, or up to 42 characters of any kind. It must not contain control
 * characters or any of `. # $ [ ] /`.
 */
export function isRoomId(value: unknown): value is string {
  if (typeof value !== 'string' || value === '') return false;
  const longest = /^[ -~]+$/.test(value) ? MAX_ROOM_ID : MAX_ROOM_ID_NOT_ASCII;
  return value.length <= longest && !/[.#$[\]/\p{Cc}\p{Cs}]/u.test(value);
}
