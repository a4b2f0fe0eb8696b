/** What one account may cause at most. docs/5-rules-and-privacy.md has the same numbers. */
export const LIMITS = {
  /** Ticks in a minute. */
  ticksPerMinute: 60,
  /** Changes of status documents in a minute. */
  changesPerMinute: 30,
  /** The longest run, in milliseconds. */
  longestRunMs: 5000,
  /** The memory that all runs together need, in bytes. */
  memoryBytes: 200 * 2 ** 20,
  /** How many writes a second the account makes at least while another user changes their status. */
  floodPerSecond: 1000,
  /** How much later the status of another user is while the account writes as fast as it can, in milliseconds. */
  othersLateMs: 1000,
} as const;
