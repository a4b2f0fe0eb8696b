import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/*
 * A network between clients and an emulator. It fails in the two ways in which networks fail: without a signal, and with one.
 *
 *   silence()  every socket stays open and nothing gets through, in both directions: a black hole
 *   cut()      every socket is reset and new ones are refused: the server, or the way to it, is down
 *   strand()   existing sockets carry nothing any more, and new ones work: a device that changes its network
 *   heal()     waiting data is forwarded, and new sockets work
 */

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface FaultProxy extends Address {
  /** True after {@link silence}. */
  readonly silent: boolean;
  /** Keeps all sockets open and forwards nothing, for new sockets too. No side sees it. */
  silence(): void;
  /** Forwards nothing for existing sockets, until the proxy is closed. Forwards new ones. The other ends see nothing. */
  strand(): void;
  /** Resets all sockets, and new ones at once. */
  cut(): void;
  /** Ends {@link silence} and {@link cut}. Forwards the data that silent sockets held back. */
  heal(): void;
  close(): Promise<void>;
}

/** @param listen default: a free port of 127.0.0.1 */
export async function openFaultProxy(target: Address, listen: Partial<Address> = {}): Promise<FaultProxy> {
  const pairs = new Set<SocketPair>();
  const stranded = new Set<SocketPair>();
  let state: 'well' | 'silent' | 'cut' = 'well';
  const server = createServer((client) => {
    if (state === 'cut') {
      client.resetAndDestroy();
      return;
    }
    const pair = new SocketPair(client, target);
    pairs.add(pair);
    client.once('close', () => pairs.delete(pair));
    if (state === 'silent') pair.hold();
    else pair.forward();
  });
  const { host = '127.0.0.1', port = 0 } = listen;
  server.listen(port, host);
  await once(server, 'listening');
  const become = (next: typeof state, change: (pair: SocketPair) => void): void => {
    state = next;
    for (const pair of [...pairs]) change(pair);
  };
  return {
    host,
    port: portOf(server),
    get silent() {
      return state === 'silent';
    },
    silence: () => become('silent', (pair) => pair.hold()),
    strand() {
      for (const pair of pairs) pair.hold();
      for (const pair of pairs) stranded.add(pair);
      pairs.clear();
    },
    cut: () => become('cut', (pair) => pair.reset()),
    heal: () => become('well', (pair) => pair.forward()),
    async close() {
      if (!server.listening) return;
      become('cut', (pair) => pair.reset());
      for (const pair of stranded) pair.reset();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Both ends of one connection. While it holds, the data of each end waits unread. That end cannot distinguish it from a slow network. */
class SocketPair {
  readonly #client: Socket;
  readonly #server: Socket;
  /** True from the beginning until {@link forward}. */
  #held = true;

  constructor(client: Socket, target: Address) {
    this.#client = client;
    this.#server = connect({ ...target });
    for (const socket of [client, this.#server]) {
      socket.setNoDelay(true);
      // An error is followed by `close`, which ends the other socket.
      socket.on('error', () => undefined);
    }
    client.on('close', () => this.#end());
    this.#server.on('close', () => this.#end());
  }

  forward(): void {
    if (!this.#held) return;
    this.#held = false;
    if (this.#client.destroyed || this.#server.destroyed) this.#end();
    this.#client.pipe(this.#server);
    this.#server.pipe(this.#client);
  }

  hold(): void {
    this.#held = true;
    this.#client.unpipe(this.#server).pause();
    this.#server.unpipe(this.#client).pause();
  }

  reset(): void {
    this.#held = false;
    this.#client.resetAndDestroy();
    this.#server.resetAndDestroy();
  }

  /** One end is gone. While the pair holds, the other end must not see that. */
  #end(): void {
    if (this.#held) return;
    this.#client.destroy();
    this.#server.destroy();
  }
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port');
  return address.port;
}
