import { once } from 'node:events';
import { WebSocket } from 'ws';
import { announcement, arming, randomId, statusPath } from '../../contract/index.ts';
import { mockToken } from '../../tests/kit/mock-token.ts';
import type { Address } from '../../tests/kit/suite.ts';

/** The placeholder that the server replaces by its time. */
const NOW = { '.sv': 'timestamp' };

/** Sends what this package's client sends on a socket, without Firebase's SDK. Ten thousand SDKs would not fit into a process. */
export class RawClient {
  readonly #uid: string;
  readonly #address: Address;
  readonly #namespace: string;
  #socket: WebSocket | null = null;
  #requests = 0;

  constructor(uid: string, address: Address, namespace: string) {
    this.#uid = uid;
    this.#address = address;
    this.#namespace = namespace;
  }

  /** Opens a socket, signs in, listens to the user's node, arms and announces. Resolves when the server has answered all of it. */
  async connects(): Promise<void> {
    const { host, port } = this.#address;
    const socket = new WebSocket(`ws://${host}:${port}/.ws?v=5&ns=${this.#namespace}`, { perMessageDeflate: false });
    this.#socket = socket;
    await once(socket, 'open');
    const id = randomId((bytes) => crypto.getRandomValues(bytes));
    const place = { uid: this.#uid, id, slot: '00', seats: [] };
    const node = `/${statusPath(this.#uid)}`;
    const last = this.#asks(socket, [
      ['auth', { cred: mockToken(this.#uid) }],
      ['q', { p: node, h: '' }],
      ['om', { p: '/', d: arming(place, [], NOW) }],
      ['m', { p: '/', d: announcement(place, [], NOW) }],
    ]);
    await answered(socket, last);
  }

  /** Ends the socket without a message. */
  async vanishes(): Promise<void> {
    const socket = this.#socket;
    if (!socket || socket.readyState === WebSocket.CLOSED) return;
    socket.terminate();
    await once(socket, 'close');
  }

  /** @returns the number of the last request */
  #asks(socket: WebSocket, requests: readonly [action: string, body: object][]): number {
    for (const [action, body] of requests) {
      socket.send(JSON.stringify({ t: 'd', d: { r: ++this.#requests, a: action, b: body } }));
    }
    return this.#requests;
  }
}

interface Answer {
  readonly d?: { readonly r?: number; readonly b?: { readonly s?: string } };
}

function answered(socket: WebSocket, request: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The socket was closed')));
    socket.on('message', (data) => {
      const { d }: Answer = JSON.parse(data.toString());
      if (d?.r === undefined) return;
      if (d.b?.s !== 'ok') reject(new Error(`The server rejected a request: ${data}`));
      else if (d.r === request) resolve();
    });
  });
}
