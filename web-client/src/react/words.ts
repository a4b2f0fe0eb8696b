/** The words that the components show. */
export interface PresenceWords {
  readonly available: string;
  readonly away: string;
  readonly busy: string;
  /** For a user who was never online. */
  readonly offline: string;
  /** @param ago how long ago, in words of the locale: "5 minutes ago" */
  readonly lastSeen: (ago: string) => string;
  /** @param names the names of one or two users who type; empty if more users type */
  readonly typing: (names: readonly string[]) => string;
  /** @param count how many users the stack does not show */
  readonly more: (count: number) => string;
}

export const ENGLISH: PresenceWords = {
  available: 'Online',
  away: 'Away',
  busy: 'Busy',
  offline: 'Offline',
  lastSeen: (ago) => `Last seen ${ago}`,
  typing: (names) => {
    if (names.length === 0) return 'Several people are typing…';
    return `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} typing…`;
  },
  more: (count) => `and ${count} more`,
};
