import { fieldsOf, typingPath } from '@firebase-presence/contract';
import type { Unsubscribe } from 'firebase/auth';
import { type DataSnapshot, ref } from 'firebase/database';
import { errorReporter, type PresenceError } from '../core/index.ts';
import { followSignIn, instanceOf, listenToNode } from '../session/index.ts';
import { membershipIn, type Room } from './room.ts';
import { TypingUsers } from './typing-users.ts';

/**
 * Shows the other members of the room that the signed-in user types. Call it on every key press: it writes at most once in two seconds.
 * Typing ends by itself after three seconds without a call, when the user leaves the room, and when the connection ends.
 *
 * @throws `presence/not-in-room` if this client did not call `joinRoom`
 *
 * @example
 * document.querySelector('input')?.addEventListener('input', () => notifyTyping(room));
 */
export function notifyTyping(room: Room): void {
  membershipIn(room).typingWriter.keyPressed();
}

/**
 * Shows the other members of the room that the signed-in user no longer types. Call it when the user sent the message or cleared the field.
 *
 * @throws `presence/not-in-room` if this client did not call `joinRoom`
 *
 * @example
 * stopTyping(room); // the message is sent
 */
export function stopTyping(room: Room): void {
  membershipIn(room).typingWriter.stop();
}

/**
 * Calls `next` with the uids of the users who type in the room: when they are known, and whenever they change. The uids are in the order in
 * which the users began, without the signed-in user. A user is shown for three seconds after the latest key press. A wrong clock of this
 * device does not change that. Waits for the sign-in, and calls `next` with an empty array while no user is signed in.
 *
 * @param error as in {@link onMembersChanged}
 * @returns removes the listener
 *
 * @example
 * const unsubscribe = onTypingChanged(room, (uids) => render(uids));
 */
export function onTypingChanged(
  room: Room,
  next: (uids: string[]) => void,
  error?: (error: PresenceError) => void,
): Unsubscribe {
  const instance = instanceOf(room.presence);
  let last: string | null = null;
  const notify = (uids: string[]): void => {
    if (uids.join('/') === last) return;
    last = uids.join('/');
    next(uids);
  };
  const failed = errorReporter(error, `watch the typing users in the room '${room.id}'`);
  const start = (own: string) => {
    const typingUsers = new TypingUsers(
      (uids) => notify(uids.filter((uid) => uid !== own)),
      () => instance.now(),
    );
    const keys = listenToNode(ref(instance.database(own), typingPath(room.id)), {
      changed: (snapshot) => typingUsers.update(latestKeys(snapshot)),
      failed,
    });
    return {
      retry: keys.retry,
      stop() {
        keys.stop();
        typingUsers.stop();
      },
    };
  };
  return followSignIn(instance, { start, onSignedOut: () => notify([]) }, failed);
}

function latestKeys(snapshot: DataSnapshot): Map<string, number> {
  const latestByUser = new Map<string, number>();
  snapshot.forEach((user) => {
    let latest: number | null = null;
    for (const time of Object.values(fieldsOf(user.val()))) {
      if (typeof time === 'number') latest = Math.max(latest ?? time, time);
    }
    if (latest !== null) latestByUser.set(user.key, latest);
  });
  return latestByUser;
}
