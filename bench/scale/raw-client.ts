import { once } from 'node:events';
import { WebSocket } from 'ws';
import {
  announcement,
  arming,
  askedPath,
  type ConnectionPlace,
  randomId,
  renewal,
  statusPath,
} from '../../contract/index.ts';
import { mockToken } from '../../tests/kit/mock-token.ts';
import type { Address } from '../../tests/kit/suite.ts';

/** The placeholder that the server replaces by its time. */
const NOW = { '.sv': 'timestamp' };

/** Where a client finds its database instance. */
export interface DatabaseAddress extends Address {
  readonly namespace: string;
}

/** Sends what this package's client sends on a socket, without Firebase's SDK. Ten thousand SDKs would not fit into a process. */
export class RawClient {
  readonly uid: string;
  /** When the socket was lost, in milliseconds since the epoch; null before. */
  lostAt: number | null = null;
  readonly #address: DatabaseAddress;
  #socket: WebSocket | null = null;
  #place: ConnectionPlace | null = null;
  #requests = 0;

  constructor(uid: string, address: DatabaseAddress) {
    this.uid = uid;
    this.#address = address;
  }

  /**
   * Opens a socket, signs in, listens to the user's node and to the mark that asks for a renewal, arms and announces. Resolves when the
   * server has answered all of it.
   */
  async connects(): Promise<void> {
    const { host, port, namespace } = this.#address;
    const socket = new WebSocket(`ws://${host}:${port}/.ws?v=5&ns=${namespace}`, { perMessageDeflate: false });
    this.#socket = socket;
    await once(socket, 'open');
    const id = randomId((bytes) => crypto.getRandomValues(bytes));
    const place = { uid: this.uid, id, slot: '00', seats: [] };
    const asked = `/${askedPath(place.uid, place.slot)}`;
    const last = this.#asks(socket, [
      ['auth', { cred: mockToken(this.uid) }],
      ['q', { p: `/${statusPath(this.uid)}`, h: '' }],
      ['q', { p: asked, h: '' }],
      ['om', { p: '/', d: arming(place, [], NOW) }],
      ['m', { p: '/', d: announcement(place, [], NOW) }],
    ]);
    await answered(socket, last);
    this.#place = place;
    socket.on('message', (data) => {
      const { d }: Message = JSON.parse(data.toString());
      if (d?.b?.p === asked.slice(1) && d.b.d !== null) this.renews();
    });
  }

  /** Renews the lease, if this client is connected. Does not wait for the answer. */
  renews(): void {
    if (!this.#place || this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#asks(this.#socket, [['m', { p: '/', d: renewal(this.#place, NOW) }]]);
  }

  /** Ends the socket without a message. */
  async vanishes(): Promise<void> {
    const socket = this.#socket;
    if (!socket || socket.readyState === WebSocket.CLOSED) return;
    this.lostAt = Date.now();
    const closed = once(socket, 'close');
    socket.terminate();
    await closed;
  }

  /** @returns the number of the last request */
  #asks(socket: WebSocket, requests: readonly [action: string, body: object][]): number {
    for (const [action, body] of requests) {
      socket.send(JSON.stringify({ t: 'd', d: { r: ++this.#requests, a: action, b: body } }));
    }
    return this.#requests;
  }
}

/** An answer has the number of its request. A message without a number reports a change. */
interface Message {
  readonly d?: {
    readonly r?: number;
    readonly b?: { readonly s?: string; readonly p?: string; readonly d?: unknown };
  };
}

function answered(socket: WebSocket, request: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const receive = (data: { toString(): string }): void => {
      const { d }: Message = JSON.parse(data.toString());
      if (d?.r === undefined) return;
      if (d.b?.s !== 'ok') reject(new Error(`The server rejected a request: ${data}`));
      if (d.r !== request) return;
      socket.off('message', receive);
      resolve();
    };
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The socket was closed')));
    socket.on('message', receive);
  });
}
