const { createRequire } = require('node:module');

// A worker of the platform: starts, loads the functions, and handles one event. Plain JavaScript, so that no translation takes time.

const [program, event] = process.argv.slice(2);

async function main() {
  const functions = createRequire(__filename)(program);
  // Both times count from the start of the process.
  const loadedMs = performance.now();
  await functions.onUserStatusChanged(JSON.parse(event));
  const handledMs = performance.now();
  const { user, system } = process.cpuUsage();
  process.send({ loadedMs, handledMs, cpuMs: (user + system) / 1000, megabytes: process.memoryUsage().rss / 1e6 });
}

void main();
