import { getRoom, notifyTyping, onTypingChanged, stopTyping } from 'firebase-presence';
import { useMemo } from 'react';
import { usePresence } from './context.tsx';
import { useListener } from './use-listener.ts';

/** The users who type in a room. */
export interface Typing {
  /** The uids of the users who type, without the signed-in user, in the order in which they began. */
  readonly typing: string[];
  /** Call it on every key press. It throws `presence/not-in-room` if this client has not joined with `useRoom` or `joinRoom`. */
  readonly notifyTyping: () => void;
  /** Call it when the user sent the message or cleared the field. */
  readonly stopTyping: () => void;
}

const NO_UIDS: string[] = [];

/**
 * Returns the users who type in a room, and functions to show that the signed-in user types. Join the room with `useRoom`.
 *
 * @throws into the nearest error boundary: `presence/invalid-argument`, `presence/permission-denied`, `presence/no-provider`
 *
 * @example
 * function Message() {
 *   const { typing, notifyTyping } = useTyping('lobby');
 *   return <label>{typing.length} type <input onChange={notifyTyping} /></label>;
 * }
 */
export function useTyping(roomId: string): Typing {
  const presence = usePresence();
  const room = useMemo(() => getRoom(presence, roomId), [presence, roomId]);
  const typing = useListener<string[]>((_, next, error) => onTypingChanged(room, next, error), [roomId], NO_UIDS);
  const actions = useMemo(
    () => ({ notifyTyping: () => notifyTyping(room), stopTyping: () => stopTyping(room) }),
    [room],
  );
  return { typing, ...actions };
}
