import type { ReactNode } from 'react';
import { useTyping } from './use-typing.ts';
import { ENGLISH, type PresenceWords } from './words.ts';

/** The props of {@link TypingIndicator}. */
export interface TypingIndicatorProps {
  roomId: string;
  /** Returns the name of a user. */
  nameOf: (uid: string) => string;
  /** The words that the component shows. Default: English. */
  words?: Partial<PresenceWords>;
}

/**
 * Shows who types: "Alice is typing…". The element is always in the page, so that a screen reader reads new words, politely.
 *
 * @example
 * const typing = <TypingIndicator roomId="lobby" nameOf={(uid) => `user ${uid}`} />;
 */
export function TypingIndicator({ roomId, nameOf, words }: TypingIndicatorProps): ReactNode {
  const { typing } = useTyping(roomId);
  const textFor = words?.typing ?? ENGLISH.typing;
  const names = typing.length > 2 ? [] : typing.map(nameOf);
  return (
    <span className="presence-typing" role="status" aria-live="polite" style={{ minHeight: '1lh' }}>
      {typing.length > 0 && textFor(names)}
    </span>
  );
}
