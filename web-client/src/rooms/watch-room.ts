import { occupancyPath, readMember, roomPath, type StoredMember } from '@firebase-presence/contract';
import type { Unsubscribe } from 'firebase/auth';
import { type DataSnapshot, onValue, ref } from 'firebase/database';
import { errorReporter, type PresenceError } from '../core/index.ts';
import { followSignIn, instanceOf, listenToNode } from '../session/index.ts';
import { type Members, membersSince, noMembers } from './members.ts';
import type { Room } from './room.ts';

/**
 * Calls `next` with all members of the room: when they are known, and whenever they change. This client can watch without joining.
 * Waits for the sign-in, and calls `next` with no members while no user is signed in.
 *
 * @param error called when the security rules refuse the read. The listener stays and tries again. Default: the error goes to the console.
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
  const instance = instanceOf(room.presence);
  const failed = errorReporter(error, `watch the room '${room.id}'`);
  const start = (uid: string) => {
    const database = instance.database(uid);
    let latest: ReadonlyMap<string, StoredMember> | null = null;
    let shown: ReadonlyMap<string, StoredMember> | null = null;
    let connected = false;
    const notify = (): void => {
      if (latest === null) return;
      const [before, now] = [shown, latest];
      shown = latest;
      next(membersSince(before, now, !connected));
    };
    const stopConnected = onValue(ref(database, '.info/connected'), (snapshot) => {
      if (connected === snapshot.val()) return;
      connected = snapshot.val() === true;
      notify();
    });
    const members = listenToNode(ref(database, roomPath(room.id)), {
      changed(snapshot) {
        latest = membersOf(snapshot);
        notify();
      },
      failed,
    });
    return {
      retry: members.retry,
      stop() {
        stopConnected();
        members.stop();
      },
    };
  };
  const onSignedOut = (): void => next(noMembers());
  return followSignIn(instance, { start, onSignedOut }, failed);
}

/**
 * Calls `next` with the occupancy of the room: when it is known, and whenever it changes. It does not download the members. The function
 * counts them, so the number arrives a moment later. Waits for the sign-in, and calls `next` with null while no user is signed in.
 *
 * @param error as in {@link onMembersChanged}
 * @returns removes the listener
 *
 * @example
 * const unsubscribe = onOccupancyChanged(room, (occupancy) => render(occupancy ?? '…'));
 */
export function onOccupancyChanged(
  room: Room,
  next: (occupancy: number | null) => void,
  error?: (error: PresenceError) => void,
): Unsubscribe {
  const instance = instanceOf(room.presence);
  const failed = errorReporter(error, `watch the occupancy of the room '${room.id}'`);
  const start = (uid: string) =>
    listenToNode(ref(instance.database(uid), occupancyPath(room.id)), {
      changed: (count) => next(Number(count.val())),
      failed,
    });
  return followSignIn(instance, { start, onSignedOut: () => next(null) }, failed);
}

function membersOf(snapshot: DataSnapshot): ReadonlyMap<string, StoredMember> {
  const members = new Map<string, StoredMember>();
  snapshot.forEach((user) => {
    const member = user.key === null ? null : readMember(user.key, user.val());
    if (member) members.set(member.uid, member);
  });
  return members;
}
