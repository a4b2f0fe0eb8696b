import type { ChildProcess } from 'node:child_process';

/** Far longer than a page needs to load and sign in: that takes a second. */
const LIMIT_MS = 60_000;

/**
 * Sends an order to a process, and waits for the number in its answer.
 *
 * @throws (rejects) if the process ends, or does not answer for a minute
 */
export function answerOf(process: ChildProcess, order: string, limitMs: number = LIMIT_MS): Promise<number> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      process.off('message', answered);
      process.off('exit', ended);
      act();
    };
    const fail = (why: string): void => settle(() => reject(new Error(`The page did not ${order}: ${why}.`)));
    const answered = (answer: unknown): void => settle(() => resolve(Number(answer)));
    const ended = (): void => fail(`its process ended with ${process.signalCode ?? process.exitCode}`);
    const timer = setTimeout(() => fail(`its process did not answer for ${limitMs / 1000} s`), limitMs);
    process.on('message', answered);
    process.on('exit', ended);
    if (process.connected) process.send(order);
    else ended();
  });
}
