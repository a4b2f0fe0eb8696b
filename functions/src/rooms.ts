import {
  leasePath,
  leaving,
  type MultiPathUpdate,
  occupancyPath,
  readLease,
  readSettings,
  roomPath,
  settingsPath,
  statusPath,
} from '@firebase-presence/contract';
import type { Reference } from 'firebase-admin/database';

/**
 * Writes how many people are in a room. Counted anew each time, since an event may come twice and a counter would not forgive that.
 */
export async function countMembers(root: Reference, roomId: string): Promise<void> {
  const room = root.child(roomPath(roomId));
  const occupancy = root.child(occupancyPath(roomId));
  let counted: number;
  do {
    counted = (await room.get()).numChildren();
    await occupancy.set(counted === 0 ? null : counted);
    // Rule 4, as in the mirror: whoever writes looks again afterwards.
  } while ((await room.get()).numChildren() !== counted);
}

/** Takes somebody who has turned invisible out of every room, on devices too that have not heard of it. */
export async function leaveRoomsIfInvisible(root: Reference, uid: string): Promise<void> {
  const settings = readSettings((await root.child(settingsPath(uid)).get()).val());
  if (settings.availability !== 'invisible') return;
  const connections = (await root.child(`${statusPath(uid)}/connections`).get()).val() ?? {};
  const entries = await leavingRooms(root, Object.keys(connections));
  if (Object.keys(entries).length > 0) await root.update(entries);
}

/** What removes a user's connections from the rooms that their leases name. Relative to the root. */
export async function leavingRooms(root: Reference, connectionIds: string[]): Promise<MultiPathUpdate> {
  const leases = await Promise.all(connectionIds.map(async (id) => (await root.child(leasePath(id)).get()).val()));
  const entries = connectionIds.map((id, index) => leavingLeasedRooms(id, leases[index]));
  return Object.assign({}, ...entries);
}

/** The same of one connection whose lease is at hand. */
export function leavingLeasedRooms(connectionId: string, value: unknown): MultiPathUpdate {
  const lease = readLease(value);
  const entries = lease?.rooms.map((roomId) => leaving({ roomId, uid: lease.uid, connectionId })) ?? [];
  return Object.assign({}, ...entries);
}
