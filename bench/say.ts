/** Tells whoever waits for the bench what it does. */
export type Say = (text: string) => void;

/** On stderr, because the tables go to stdout. */
export function sayOnStderr(part: string): Say {
  const start = performance.now();
  return (text) => {
    const seconds = Math.round((performance.now() - start) / 1000);
    process.stderr.write(`[${part}, ${seconds} s] ${text}\n`);
  };
}
