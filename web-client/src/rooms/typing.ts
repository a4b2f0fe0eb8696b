import { fieldsOf, TYPING_TIME_TO_LIVE_MS, typingPath } from '@firebase-presence/contract';
import type { Unsubscribe } from 'firebase/auth';
import { type DataSnapshot, onValue, ref } from 'firebase/database';
import { type PresenceError, reportTo } from '../core/index.ts';
import { instanceOf } from '../session/index.ts';
import { membershipIn, type Room } from './room.ts';

/**
 * Tells the others in the room that the person types. Call it on every key: it costs at most one write in two seconds. It ends by
 * itself after three seconds without a call, when the room is left, and when the connection ends.
 *
 * @throws `presence/not-in-room` if `joinRoom` was not called
 *
 * @example
 * document.querySelector('input')?.addEventListener('input', () => notifyTyping(room));
 */
export function notifyTyping(room: Room): void {
  membershipIn(room).typist.key();
}

/**
 * Tells the others that the person has stopped typing, because the message was sent or the field was cleared.
 *
 * @throws `presence/not-in-room` if `joinRoom` was not called
 *
 * @example
 * stopTyping(room); // the message is sent
 */
export function stopTyping(room: Room): void {
  membershipIn(room).typist.stop();
}

/**
 * Calls `next` with the uids of those who type in the room, without the person's own, in the order in which they began: now, and
 * whenever it changes. Each is shown for three seconds after the latest key, whatever this device's clock says.
 *
 * @param error called once if the listener had to end. Without it the error goes to the console.
 * @returns removes the listener
 *
 * @example
 * const unsubscribe = onTypingChanged(room, (uids) => render(uids));
 */
export function onTypingChanged(
  room: Room,
  next: (uids: readonly string[]) => void,
  error?: (error: PresenceError) => void,
): Unsubscribe {
  const instance = instanceOf(room.presence);
  /** The latest key of each that this listener has heard of, shown or not. */
  let known: ReadonlyMap<string, number> | null = null;
  /** Those who are shown, in the order in which they began. */
  const shown = new Map<string, ReturnType<typeof setTimeout>>();
  let last: string | null = null;
  const show = (): void => {
    const uids = [...shown.keys()].filter((uid) => uid !== instance.auth.currentUser?.uid);
    if (uids.join('/') === last) return;
    last = uids.join('/');
    next(uids);
  };
  const end = (uid: string): void => {
    clearTimeout(shown.get(uid));
    shown.delete(uid);
  };
  const showFor = (uid: string, ms: number): void => {
    clearTimeout(shown.get(uid));
    const timer = setTimeout(() => {
      end(uid);
      show();
    }, ms);
    shown.set(uid, timer);
  };
  const stop = onValue(
    ref(instance.database(), typingPath(room.id)),
    (snapshot) => {
      const keys = latestKeys(snapshot);
      const gone = [...shown.keys()].filter((uid) => !keys.has(uid));
      for (const uid of gone) end(uid);
      const news = [...keys].filter(([uid, at]) => known?.get(uid) !== at);
      for (const [uid, at] of news) {
        // A key of which this listener hears now was hit just now; only of what it found there the clock has to say how old it is.
        const age = known === null ? Math.max(0, instance.now() - at) : 0;
        if (age < TYPING_TIME_TO_LIVE_MS) showFor(uid, TYPING_TIME_TO_LIVE_MS - age);
      }
      known = keys;
      show();
    },
    reportTo(error, `to watch the typing users in the room '${room.id}'`),
  );
  return () => {
    stop();
    for (const uid of [...shown.keys()]) end(uid);
  };
}

function latestKeys(snapshot: DataSnapshot): Map<string, number> {
  const told = new Map<string, number>();
  snapshot.forEach((user) => {
    let latest: number | null = null;
    for (const time of Object.values(fieldsOf(user.val()))) {
      if (typeof time === 'number') latest = Math.max(latest ?? time, time);
    }
    if (latest !== null) told.set(user.key, latest);
  });
  return told;
}
