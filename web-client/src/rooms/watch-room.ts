import { occupancyPath, readMember, roomPath, type StoredMember } from '@firebase-presence/contract';
import type { Unsubscribe } from 'firebase/auth';
import { type DataSnapshot, onValue, ref } from 'firebase/database';
import { type PresenceError, reportTo } from '../core/index.ts';
import { instanceOf } from '../session/index.ts';
import { type Members, membersSince } from './members.ts';
import type { Room } from './room.ts';

/**
 * Calls `next` with everybody in the room: as soon as it is known, and whenever it changes. Does not need to have joined.
 *
 * @param error called once if the listener had to end. Without it the error goes to the console.
 * @returns removes the listener
 *
 * @example
 * const unsubscribe = onMembersChanged(room, ({ members, joined, left }) => render(members));
 */
export function onMembersChanged<Data>(
  room: Room<Data>,
  next: (members: Members<Data>) => void,
  error?: (error: PresenceError) => void,
): Unsubscribe {
  const database = instanceOf(room.presence).database();
  let latest: ReadonlyMap<string, StoredMember> | null = null;
  let told: ReadonlyMap<string, StoredMember> | null = null;
  let connected = false;
  const tell = (): void => {
    if (latest === null) return;
    const [before, now] = [told, latest];
    told = latest;
    next(membersSince(before, now, !connected));
  };
  const stops = [
    onValue(ref(database, '.info/connected'), (snapshot) => {
      if (connected === snapshot.val()) return;
      connected = snapshot.val() === true;
      tell();
    }),
    onValue(
      ref(database, roomPath(room.id)),
      (snapshot) => {
        latest = membersOf(snapshot);
        tell();
      },
      reportTo(error, `to watch the room '${room.id}'`),
    ),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/**
 * Calls `next` with how many people are in the room, without downloading who: now, and whenever it changes. The function counts
 * them, so it is a moment late.
 *
 * @param error called once if the listener had to end. Without it the error goes to the console.
 * @returns removes the listener
 *
 * @example
 * const unsubscribe = onOccupancyChanged(room, (occupancy) => render(occupancy));
 */
export function onOccupancyChanged(
  room: Room,
  next: (occupancy: number) => void,
  error?: (error: PresenceError) => void,
): Unsubscribe {
  return onValue(
    ref(instanceOf(room.presence).database(), occupancyPath(room.id)),
    (count) => next(Number(count.val())),
    reportTo(error, `to watch the occupancy of the room '${room.id}'`),
  );
}

function membersOf(snapshot: DataSnapshot): ReadonlyMap<string, StoredMember> {
  const members = new Map<string, StoredMember>();
  snapshot.forEach((user) => {
    const member = user.key === null ? null : readMember(user.key, user.val());
    if (member) members.set(member.uid, member);
  });
  return members;
}
