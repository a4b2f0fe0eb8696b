import { Worker } from 'node:worker_threads';
import type { Say } from './say.ts';

/** Longer than anything that the bench does at one go. */
const LIMIT_MS = 60_000;

/**
 * Ends this process, with its last step on stderr, if its event loop is stuck: a library in an endless loop would keep every timer and
 * every word of the bench from running.
 *
 * @returns has to be told of each step
 */
export function watchForStandstill(limitMs: number = LIMIT_MS): Say {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL('watchdog-worker.mjs', import.meta.url), {
    workerData: { beats, limitMs },
    execArgv: [],
  });
  worker.unref();
  setInterval(() => Atomics.add(beats, 0, 1), limitMs / 20).unref();
  return (text) => worker.postMessage(text);
}
