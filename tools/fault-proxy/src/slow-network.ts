import { once } from 'node:events';
import { createServer, type Server, Socket } from 'node:net';
import type { Address } from './fault-proxy.ts';

export interface SlowNetwork extends Address {
  close(): Promise<void>;
}

/**
 * Opens a network between clients and an emulator on which everything takes time: the handshake of TCP, the data, and the end of a socket.
 * Its bandwidth is not limited, and it loses nothing.
 *
 * @param delayMs how long everything takes, each way
 */
export async function openSlowNetwork(target: Address, delayMs: number): Promise<SlowNetwork> {
  const clients = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (client) => {
    clients.add(client);
    client.once('close', () => clients.delete(client));
    join(client, target, delayMs);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: '127.0.0.1',
    port: portOf(server),
    async close() {
      for (const client of clients) client.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/**
 * The client's socket is open at once, because it is on this machine. So the handshake is added here: a client can send after one round
 * trip, and a server has accepted after one and a half.
 */
function join(client: Socket, target: Address, delayMs: number): void {
  const server = new Socket({ allowHalfOpen: true });
  const up = new Way(delayMs, performance.now() + 2 * delayMs);
  const down = new Way(delayMs);
  up.carry(() => server.connect({ ...target }));
  forward(client, server, up);
  forward(server, client, down);
}

function forward(from: Socket, to: Socket, way: Way): void {
  from.setNoDelay(true);
  from.on('data', (data) => way.carry(() => to.write(data)));
  from.on('end', () => way.carry(() => to.end()));
  from.on('close', () => way.carry(() => to.destroy()));
  // An error is followed by `close`.
  from.on('error', () => undefined);
}

/** One direction of one connection. What is carried arrives late, and in order. */
class Way {
  readonly #delayMs: number;
  /** Nothing leaves before, in the milliseconds of `performance.now`. */
  readonly #opensAt: number;
  readonly #onTheWay: (() => void)[] = [];

  constructor(delayMs: number, opensAt = 0) {
    this.#delayMs = delayMs;
    this.#opensAt = opensAt;
  }

  carry(arrive: () => void): void {
    this.#onTheWay.push(arrive);
    const now = performance.now();
    const waitMs = Math.max(now, this.#opensAt) + this.#delayMs - now;
    // Two timers can end in the wrong order by a millisecond. The arrivals stay in order, because each timer takes the earliest.
    setTimeout(() => this.#onTheWay.shift()?.(), Math.ceil(waitMs));
  }
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The network has no port');
  return address.port;
}
