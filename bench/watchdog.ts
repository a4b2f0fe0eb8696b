import { Worker } from 'node:worker_threads';
import type { Log } from './log.ts';

/** Longer than any step of the bench blocks the event loop. */
const LIMIT_MS = 60_000;

/**
 * Ends this process, with its last step on stderr, if its event loop is stuck. A library in an endless loop would keep every timer and
 * every message of the bench from running.
 *
 * @returns call it with each step
 */
export function watchForBlockedLoop(limitMs: number = LIMIT_MS): Log {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL('watchdog-worker.mjs', import.meta.url), {
    workerData: { beats, limitMs },
    execArgv: [],
  });
  worker.unref();
  setInterval(() => Atomics.add(beats, 0, 1), limitMs / 20).unref();
  return (text) => worker.postMessage(text);
}
