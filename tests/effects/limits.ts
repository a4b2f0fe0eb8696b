/** The limits of what one account can cause. docs/5-rules-and-privacy.md has the same numbers. */
export const LIMITS = {
  /** Ticks in a minute. */
  ticksPerMinute: 60,
  /** Changes of status documents in a minute. */
  changesPerMinute: 30,
  /** The longest run, in milliseconds. */
  longestRunMs: 5000,
  /** The memory that all runs together need, in bytes. */
  memoryBytes: 200 * 2 ** 20,
  /** The writes a second of the flooding account to which the next limit applies. On a machine that handles fewer, it is longer in proportion. */
  floodPerSecond: 1000,
  /** How much the flood may delay the status of another user, in milliseconds. */
  othersLateMs: 1000,
} as const;
