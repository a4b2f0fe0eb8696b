import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/*
 * A network between clients and an emulator that can fail in the two ways in which networks do: without a word, and with one.
 *
 *   silence()  every socket stays open and nothing gets through, in both directions: a black hole
 *   cut()      every socket is reset and new ones are refused: the server, or the way to it, is down
 *   strand()   the sockets that stand fall silent for good, and new ones are welcome: a device that changes its network
 *   heal()     what waited goes on, and new sockets are welcome
 */

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface FaultProxy extends Address {
  /** Whether {@link silence} holds. */
  readonly silent: boolean;
  /** Sockets stay open and nothing is forwarded, new sockets included. Nobody is told. */
  silence(): void;
  /** The sockets that stand fall silent, until the proxy is closed; new ones are forwarded. The other ends hear nothing. */
  strand(): void;
  /** Sockets are reset, new ones at once. */
  cut(): void;
  /** Ends {@link silence} and {@link cut}; what a silent socket has held back is forwarded. */
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

/** Both ends of one connection. While it holds, each end's data waits unread, so its own side cannot tell from a slow network. */
class SocketPair {
  readonly #client: Socket;
  readonly #server: Socket;
  /** Held from the beginning, until {@link forward}. */
  #held = true;

  constructor(client: Socket, target: Address) {
    this.#client = client;
    this.#server = connect({ ...target });
    for (const socket of [client, this.#server]) {
      socket.setNoDelay(true);
      // An error is followed by `close`, and there is nobody to tell of it but the other end.
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

  /** One end is gone; in a black hole the other does not hear of that. */
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
