/*
 * The limits. The client checks them, so that an app gets an error without a write; the security rules check them again. Lengths are in
 * UTF-16 code units. docs/5-rules-and-privacy.md lists each limit with its rule.
 */

/** The longest text of a custom status. */
export const MAX_CUSTOM_TEXT = 100;

/** The longest emoji. The emojis of families and flags have many code units. */
export const MAX_CUSTOM_EMOJI = 40;

/** How far in the future a custom status may expire, in milliseconds: 366 days. */
export const MAX_CUSTOM_LIFETIME_MS = 31_622_400_000;

/** The longest id of a room, if all its characters are ASCII. */
export const MAX_ROOM_ID = 128;

/** The longest id of a room with other characters. A code unit takes up to three bytes, so the size in bytes is the same. */
export const MAX_ROOM_ID_NOT_ASCII = 42;

/** The longest data of a member, as JSON of ASCII characters. */
export const MAX_MEMBER_DATA = 1024;

/** The longest data of a member with other characters. A code unit takes up to three bytes, so the size in bytes is the same. */
export const MAX_MEMBER_DATA_NOT_ASCII = 341;

/** How many connections one user can have, with all tabs and devices. */
export const MAX_CONNECTIONS = 32;

/** How many rooms one connection can be in. */
export const MAX_ROOMS_OF_CONNECTION = 12;

/** The length of the ids of connections and seats. */
export const ID_LENGTH = 20;

/** How many online users one list of public statuses contains at most. The rules refuse a larger limit. */
export const MAX_ONLINE_LIST = 1000;
