/*
 * Sizes that the SDK checks, so that an app hears of them at once, and that the rules check again. Lengths are in UTF-16 code units.
 */

/** The longest text of a custom status. */
export const MAX_CUSTOM_TEXT = 100;

/** The longest emoji: those of families and flags are made of many code units. */
export const MAX_CUSTOM_EMOJI = 40;

/** How far ahead a custom status may expire, in milliseconds: a year. */
export const MAX_CUSTOM_LIFETIME_MS = 31_622_400_000;

/** The longest id of a room. */
export const MAX_ROOM_ID = 128;

/** The longest data of a member, as JSON. */
export const MAX_MEMBER_DATA = 1024;
