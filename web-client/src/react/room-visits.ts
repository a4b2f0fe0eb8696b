import { joinRoom, leaveRoom, type Presence, type Room } from 'firebase-presence';

/** How many components are in which room. */
const visits = new WeakMap<Presence, Map<string, number>>();

/**
 * Not public: in the room as long as at least one component is. Who is mounted again at once, as React's Strict Mode does, has not left.
 *
 * @returns ends the visit
 */
export function visit<Data>(room: Room<Data>, data: Data | undefined, failed: (error: Error) => void): () => void {
  add(room, 1);
  joinRoom(room, data).catch(failed);
  return () => {
    setTimeout(() => {
      if (add(room, -1) === 0) leaveRoom(room).catch(failed);
    });
  };
}

function add({ presence, id }: Room, change: 1 | -1): number {
  const rooms = visits.get(presence) ?? new Map<string, number>();
  const count = (rooms.get(id) ?? 0) + change;
  visits.set(presence, rooms.set(id, count));
  return count;
}
