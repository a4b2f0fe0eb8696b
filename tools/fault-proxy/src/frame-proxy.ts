import { once } from 'node:events';
import { WebSocket, WebSocketServer } from 'ws';
import type { Address } from './fault-proxy.ts';

/** Forwards the messages between a client and the Realtime Database, and ends sockets after a planned number of messages. */
export class FrameProxy implements Address {
  readonly host = '127.0.0.1';
  readonly #server: WebSocketServer;
  readonly #target: Address;
  readonly #cuts: number[];
  /** How many messages of the client each socket has forwarded. */
  readonly forwarded: number[] = [];
  #isDead = false;

  /** @param cuts after how many client messages the first socket ends, the second one, and so on; later sockets do not end */
  static async open(target: Address, cuts: readonly number[]): Promise<FrameProxy> {
    const proxy = new FrameProxy(target, cuts);
    await once(proxy.#server, 'listening');
    return proxy;
  }

  private constructor(target: Address, cuts: readonly number[]) {
    this.#target = target;
    this.#cuts = [...cuts];
    this.#server = new WebSocketServer({ host: this.host, port: 0 });
    this.#server.on('connection', (client, { url = '' }) => this.#join(client, url));
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The proxy has no port');
    return address.port;
  }

  /** True if all planned cuts have happened. */
  get hasCutAll(): boolean {
    return this.#cuts.every((cut, index) => this.forwarded[index] === cut);
  }

  /** Ends the client's socket, and accepts no other one. */
  kill(): void {
    this.#isDead = true;
    for (const client of this.#server.clients) client.terminate();
  }

  close(): void {
    this.kill();
    this.#server.close();
  }

  #join(client: WebSocket, url: string): void {
    const index = this.forwarded.push(0) - 1;
    if (this.#isDead) {
      client.terminate();
      return;
    }
    const server = new WebSocket(`ws://${this.#target.host}:${this.#target.port}${url}`);
    const opened = once(server, 'open').catch(() => client.terminate());
    let isCut = false;
    client.on('message', (data, isBinary) => {
      if (isCut) return;
      const count = (this.forwarded[index] ?? 0) + 1;
      this.forwarded[index] = count;
      isCut = count === this.#cuts[index];
      const ends = isCut;
      void opened.then(() => {
        server.send(data, { binary: isBinary });
        // The server still handles the messages that it has received.
        if (!ends) return;
        client.terminate();
        server.close();
      });
    });
    server.on('message', (data, isBinary) => {
      if (!isCut) client.send(data, { binary: isBinary });
    });
    client.on('error', () => undefined);
    server.on('error', () => undefined);
    client.on('close', () => server.close());
    server.on('close', () => client.terminate());
  }
}
