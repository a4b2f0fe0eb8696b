/** What the components say. */
export interface PresenceWords {
  readonly available: string;
  readonly away: string;
  readonly busy: string;
  /** Of somebody who was never here. */
  readonly offline: string;
  /** @param ago "5 minutes ago", in the reader's language */
  readonly lastSeen: (ago: string) => string;
  /** @param names of those who type, one or two; none if there are more */
  readonly typing: (names: readonly string[]) => string;
  /** @param count how many others there are who found no place */
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
