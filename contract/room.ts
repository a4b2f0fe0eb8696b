import type { MultiPathUpdate } from './connection.ts';
import { fieldsOf } from './fields.ts';
import { leasePath } from './paths.ts';

/*
 * Who is in a room, and who types there:
 *
 *   /rooms/{roomId}/{uid}/{connectionId}: { joined_at, data? }   one entry for each tab; data is JSON
 *   /typing/{roomId}/{uid}/{connectionId}                        the time of the latest key
 *   /occupancy/{roomId}                                          how many people are in it, written by the function
 *
 * A lease names the rooms of its connection, so that the sweeper finds what a dead connection left there. Typing is apart from
 * the room, so that a key wakes no function.
 */

export const ROOM_ROOT = 'rooms';
export const TYPING_ROOT = 'typing';
export const OCCUPANCY_ROOT = 'occupancy';

/** How long typing is shown after the latest key, in milliseconds. */
export const TYPING_TIME_TO_LIVE_MS = 3000;

/** How often a key is told of, at most, in milliseconds. */
export const TYPING_PERIOD_MS = 2000;

export const roomPath = (roomId: string): string => `${ROOM_ROOT}/${roomId}`;
export const typingPath = (roomId: string): string => `${TYPING_ROOT}/${roomId}`;
export const occupancyPath = (roomId: string): string => `${OCCUPANCY_ROOT}/${roomId}`;

/** Where one connection of one member stands, below {@link roomPath} and {@link typingPath}. */
export const memberPath = (uid: string, connectionId: string): string => `${uid}/${connectionId}`;

/** Enters a room on this connection, and takes away what older ones left there. Relative to the root. */
export function joining(
  place: { roomId: string; uid: string; connectionId: string },
  leftovers: Iterable<string>,
  entry: { joined_at: unknown; data: string | null },
): MultiPathUpdate {
  const { roomId, uid, connectionId } = place;
  return {
    ...Object.assign({}, ...[...leftovers].map((id) => leaving({ roomId, uid, connectionId: id }))),
    [`${roomPath(roomId)}/${memberPath(uid, connectionId)}`]: entry,
    [`${leasePath(connectionId)}/rooms/${roomId}`]: true,
  };
}

/** Relative to the root. The lease may be gone already, so it is not touched. */
export function leaving(place: { roomId: string; uid: string; connectionId: string }): MultiPathUpdate {
  const member = memberPath(place.uid, place.connectionId);
  return { [`${roomPath(place.roomId)}/${member}`]: null, [`${typingPath(place.roomId)}/${member}`]: null };
}

/** Somebody in a room, with all their tabs. */
export interface StoredMember {
  uid: string;
  /** When their first tab joined, in milliseconds since the epoch by the Realtime Database's clock. */
  joinedAt: number;
  /** What the tab that joined last says of them, as JSON; null if nothing. */
  data: string | null;
}

/** Reads the entries of one user in a room; null if there is none that can be understood. */
export function readMember(uid: string, value: unknown): StoredMember | null {
  const entries = Object.values(fieldsOf(value)).map(fieldsOf);
  const standing = entries.filter((entry): entry is { joined_at: number } => typeof entry.joined_at === 'number');
  const ordered = standing.sort((a, b) => a.joined_at - b.joined_at);
  const [first] = ordered;
  if (!first) return null;
  const latest: Record<string, unknown> = { ...ordered.at(-1) };
  return { uid, joinedAt: first.joined_at, data: typeof latest.data === 'string' ? latest.data : null };
}
