import { writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

// See watchdog.ts. A separate thread still runs while the main one is stuck. Plain JavaScript, because the translation of TypeScript waits
// for the main thread.

const { beats, limitMs } = workerData;
let step = 'none';
let last = Atomics.load(beats, 0);
let since = performance.now();
parentPort?.on('message', (text) => {
  step = text;
});

setInterval(() => {
  const now = Atomics.load(beats, 0);
  if (now !== last) since = performance.now();
  last = now;
  if (performance.now() - since < limitMs) return;
  const seconds = Math.round(limitMs / 1000);
  writeSync(2, `The bench is stuck. This process handled no event for ${seconds} s. Its last step: ${step}.\n`);
  process.kill(process.pid, 'SIGKILL');
}, limitMs / 10);
