import * as logger from 'firebase-functions/logger';

/** What the log says about an event. */
export interface EventLine {
  readonly uid: string;
  readonly node: string;
  readonly outcome: string;
  /** Milliseconds from the change to the start of the run. */
  readonly lag: number;
  /** How long the run took, in milliseconds. */
  readonly ms: number;
}

export type EventLog = (line: EventLine) => void;

/**
 * Returns a log of events that writes at most one line in each second, with the number of lines that it left out before. Google bills the
 * bytes of a log, and the lines of a busy app say the same again and again. Malformed data always gets a line.
 *
 * @param now this worker's clock, in milliseconds
 */
export function eventLog(
  write: (message: string, fields: object) => void = logger.info,
  now: () => number = Date.now,
): EventLog {
  let lastSecond = -1;
  let leftOut = 0;
  return (line) => {
    const second = Math.floor(now() / 1000);
    if (second === lastSecond && line.outcome !== 'invalid') {
      leftOut++;
      return;
    }
    write('presence', { ...line, ...(leftOut > 0 && { leftOut }) });
    lastSecond = second;
    leftOut = 0;
  };
}
