import { fieldsOf } from '../../contract/index.ts';

/** A user whose socket was lost. Times are in milliseconds since the epoch. */
export interface Return {
  readonly lostAt: number;
  /** When the database stored the new connection. */
  readonly backAt: number;
  /** True if the status document was written between the loss and the end of the measurement. */
  readonly isWritten: boolean;
}

export interface ReturnCounts {
  /** How many users were back before their grace period was over. */
  readonly inTime: number;
  /** For how many of those the function wrote a status. */
  readonly inTimeWritten: number;
  readonly late: number;
  readonly lateWritten: number;
}

/**
 * Counts the users who were back within the grace period. Their document must not be written: a user who is never shown offline keeps the
 * same version of the document.
 */
export function countReturns(returns: readonly Return[], graceMs: number): ReturnCounts {
  const [inTime, late] = [returns.filter(isInTime), returns.filter((one) => !isInTime(one))];
  return {
    inTime: inTime.length,
    inTimeWritten: written(inTime),
    late: late.length,
    lateWritten: written(late),
  };

  function isInTime({ lostAt, backAt }: Return): boolean {
    return backAt - lostAt <= graceMs;
  }
}

function written(returns: readonly Return[]): number {
  return returns.filter(({ isWritten }) => isWritten).length;
}

/** Reads from a user's node when the only connection was announced; NaN if there is no such connection. */
export function announcedAt(node: unknown): number {
  const { connections } = fieldsOf(node);
  const records = Object.values(fieldsOf(connections)).map(fieldsOf);
  return records.length === 1 ? Number(records[0]?.last_changed) : Number.NaN;
}
