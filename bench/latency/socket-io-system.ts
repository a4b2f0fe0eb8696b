import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';
import { freePort } from '../../tests/kit/free-port.ts';
import type { Log } from '../log.ts';
import { waitUntil } from '../waiting.ts';
import type { MeasuredSystem } from './measured-system.ts';

const PROGRAM = fileURLToPath(new URL('socket-io-server.ts', import.meta.url));

/** Socket.IO 4 with its Redis adapter and two servers. The user is connected to one, the watcher to the other. */
export async function openSocketIoSystem(log: Log): Promise<MeasuredSystem> {
  const redisPort = await freePort();
  const redis = await startRedis(redisPort);
  const servers = await Promise.all([startServer(redisPort), startServer(redisPort)]);
  const [atOne, atOther] = servers.map(
    ({ port }) =>
      () =>
        connectTo(port),
  );
  if (!atOne || !atOther) throw new Error('There are not two servers');
  const watcher = atOther();
  let state = 'offline';
  let changedAt = 0;
  watcher.on('presence', (_uid: string, next: string) => {
    state = next;
    changedAt = performance.now();
  });
  watcher.connect();
  await orFail('the watcher of Socket.IO is connected', () => watcher.connected, log);
  const received = async (expected: string, start: number): Promise<number> => {
    await orFail(`the watcher of Socket.IO receives ${expected}`, () => state === expected, log);
    return changedAt - start;
  };
  let person = atOne();
  return {
    name: 'Socket.IO',
    comesOnline() {
      person = atOne();
      person.auth = { uid: 'alice' };
      const start = performance.now();
      person.connect();
      return received('online', start);
    },
    goesOffline() {
      const start = performance.now();
      person.disconnect();
      return received('offline', start);
    },
    async close() {
      watcher.disconnect();
      for (const { process } of servers) process.kill();
      redis.kill();
    },
  };
}

/** Firebase is not involved, so no emulator can lose an update. */
async function orFail(what: string, condition: () => boolean, log: Log): Promise<void> {
  if (!(await waitUntil(what, condition, { log }))) throw new Error(`Timed out while waiting until ${what}.`);
}

/** Returns a client that is not connected yet, with a socket of its own. */
function connectTo(port: number) {
  return io(`http://127.0.0.1:${port}`, { transports: ['websocket'], autoConnect: false, forceNew: true });
}

async function startRedis(port: number): Promise<ChildProcess> {
  const redis = spawn('redis-server', ['--port', String(port), '--save', '', '--bind', '127.0.0.1'], {
    stdio: 'ignore',
  });
  try {
    await once(redis, 'spawn');
  } catch (error) {
    throw new Error('Cannot start redis-server for Socket.IO. Install it, on Debian: apt-get install redis-server', {
      cause: error,
    });
  }
  return redis;
}

async function startServer(redisPort: number): Promise<{ port: number; process: ChildProcess }> {
  const process = fork(PROGRAM, [String(redisPort)], { execArgv: ['--import', 'tsx'] });
  const [port] = await once(process, 'message');
  return { port: Number(port), process };
}
