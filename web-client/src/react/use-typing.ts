import { getRoom, notifyTyping, onTypingChanged, stopTyping } from 'firebase-presence';
import { useMemo } from 'react';
import { usePresence } from './context.tsx';
import { useListener } from './use-listener.ts';

/** Who types in a room. */
export interface Typing {
  /** The uids of those who type, without the person's own, in the order in which they began. */
  readonly typing: string[];
  /** To be called on every key. Throws `presence/not-in-room` unless `useRoom` or `joinRoom` has joined. */
  readonly notifyTyping: () => void;
  /** The message was sent, or the field cleared. */
  readonly stopTyping: () => void;
}

const NOBODY: string[] = [];

/**
 * Who types in a room that was joined with `useRoom`, fresh, and how to say that this person does.
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
  const typing = useListener<string[]>((_, next, error) => onTypingChanged(room, next, error), [roomId], NOBODY);
  const actions = useMemo(
    () => ({ notifyTyping: () => notifyTyping(room), stopTyping: () => stopTyping(room) }),
    [room],
  );
  return { typing, ...actions };
}
