import { joinRoom, leaveRoom, type Presence, PresenceError, type Room } from 'firebase-presence';

/** The number of mounted components for each room. */
const mounts = new WeakMap<Presence, Map<string, number>>();

/**
 * Not public: keeps the user in the room while at least one component is mounted. A component that React mounts again without waiting,
 * as Strict Mode does, does not leave.
 *
 * @returns ends the visit
 */
export function joinWhileMounted<Data>(
  room: Room<Data>,
  data: Data | undefined,
  failed: (error: Error) => void,
): () => void {
  const report = (error: Error): void => {
    if (!isOver(error)) failed(error);
  };
  addMount(room, 1);
  joinRoom(room, data).catch(report);
  return () => {
    setTimeout(() => {
      if (addMount(room, -1) === 0) leaveRoom(room).catch(report);
    });
  };
}

/** True if the user has signed out or presence has ended. The seat is gone then, and the component can still be on the page. */
function isOver(error: Error): boolean {
  return error instanceof PresenceError && ['presence/signed-out', 'presence/stopped'].includes(error.code);
}

function addMount({ presence, id }: Room, change: 1 | -1): number {
  const rooms = mounts.get(presence) ?? new Map<string, number>();
  const count = (rooms.get(id) ?? 0) + change;
  mounts.set(presence, rooms.set(id, count));
  // An app can show thousands of rooms in a day.
  if (count === 0) rooms.delete(id);
  return count;
}
