import type { ReactNode } from 'react';
import { useTyping } from './use-typing.ts';
import { ENGLISH, type PresenceWords } from './words.ts';

export interface TypingIndicatorProps {
  roomId: string;
  /** What the app calls somebody. */
  nameOf: (uid: string) => string;
  /** The words, in English unless you pass others. */
  words?: Partial<PresenceWords>;
}

/**
 * Says who types: "Alice is typing…". Always in the page, so that a screen reader hears of it, politely, when the words change.
 *
 * @example
 * const typing = <TypingIndicator roomId="lobby" nameOf={(uid) => `user ${uid}`} />;
 */
export function TypingIndicator({ roomId, nameOf, words }: TypingIndicatorProps): ReactNode {
  const { typing } = useTyping(roomId);
  const say = words?.typing ?? ENGLISH.typing;
  const names = typing.length > 2 ? [] : typing.map(nameOf);
  return (
    <span className="presence-typing" role="status" aria-live="polite" style={{ minHeight: '1lh' }}>
      {typing.length > 0 && say(names)}
    </span>
  );
}
