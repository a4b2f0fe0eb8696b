import { createInterface } from 'node:readline/promises';

/** Where a command writes, and whom it asks. */
export interface Terminal {
  /** The result. */
  out(text: string): void;
  /** Everything else: progress and errors. */
  err(text: string): void;
  /** True if a person can answer. */
  isInteractive: boolean;
  /** True if the result is shown in colors. */
  hasColors: boolean;
  /** Asks a question. @returns true if the answer is yes */
  confirm(question: string): Promise<boolean>;
}

export function processTerminal(): Terminal {
  return {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
    isInteractive: process.stdin.isTTY === true && process.stdout.isTTY === true,
    hasColors: process.stdout.isTTY === true && !process.env.NO_COLOR,
    confirm: async (question) => {
      const lines = createInterface({ input: process.stdin, output: process.stdout });
      const answer = await lines.question(`${question} [y/N] `);
      lines.close();
      return /^y(es)?$/i.test(answer.trim());
    },
  };
}
