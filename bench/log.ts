/** Reports each step of the bench. */
export type Log = (text: string) => void;

/** Writes to stderr, because the tables go to stdout. */
export function logToStderr(part: string): Log {
  const start = performance.now();
  return (text) => {
    const seconds = Math.round((performance.now() - start) / 1000);
    process.stderr.write(`[${part}, ${seconds} s] ${text}\n`);
  };
}
