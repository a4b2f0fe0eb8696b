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

/**
 * True if the value is a room id that the rules accept in a lease, and that can be a key. That is more than {@link isRoomId} accepts: the
 * rules cannot name the control characters from U+0080 on. A client other than ours can take a seat in such a room.
 */
export function isRoomKey(value: unknown): value is string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the Realtime Database forbids them in keys.
  return typeof value === 'string' && value !== '' && !/[.#$[\]/\u0000-\u001f\u007f]/.test(value);
}
