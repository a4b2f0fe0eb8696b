import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { portOf } from '../../tests/kit/port-of.ts';
import type { Address } from '../../tests/kit/suite.ts';
import { Conversation } from './database-conversation.ts';

export type DatabaseUser = 'client' | 'function';

export interface DatabaseCount {
  /** Writes that the server carried out: requests of a client, and its onDisconnect operations. */
  writes: number;
  /** Bytes of the messages to the server, without the framing of WebSocket and TLS. */
  bytesUp: number;
  /** The same, from the server. A bill counts these. */
  bytesDown: number;
  /** How many messages from the server. WebSocket and TLS add some bytes to each. */
  messagesDown: number;
}

export interface DatabaseMeter extends Address {
  of(user: DatabaseUser): Readonly<DatabaseCount>;
  close(): void;
}

/** A proxy between each of Firebase's SDKs and the Realtime Database. It forwards the messages unchanged and counts them. */
export async function openDatabaseMeter(target: Address): Promise<DatabaseMeter> {
  const counts = { client: nothing(), function: nothing() };
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', (downstream, request) => {
    const conversation = new Conversation();
    const upstream = connectLike(request, target);
    const total = (): DatabaseCount => counts[conversation.isAdmin ? 'function' : 'client'];
    // An admin identifies itself in its first message. Before that, the server sends only its greeting.
    forward(downstream, upstream, (text) => {
      total().writes += conversation.asked(text);
      total().bytesUp += Buffer.byteLength(text);
    });
    forward(upstream, downstream, (text) => {
      total().writes -= conversation.answered(text);
      total().bytesDown += Buffer.byteLength(text);
      total().messagesDown++;
    });
    upstream.once('close', () => {
      total().writes += conversation.ended();
    });
  });
  await once(server, 'listening');
  return {
    host: '127.0.0.1',
    port: portOf(server),
    of: (user) => ({ ...counts[user] }),
    close() {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

function nothing(): DatabaseCount {
  return { writes: 0, bytesUp: 0, bytesDown: 0, messagesDown: 0 };
}

/** The host header has to stay: the server sends its clients the name by which they reached it, and they use it from then on. */
function connectLike(request: IncomingMessage, { host, port }: Address): WebSocket {
  return new WebSocket(`ws://${host}:${port}${request.url}`, { headers: { host: request.headers.host } });
}

function forward(from: WebSocket, to: WebSocket, received: (text: string) => void): void {
  const waiting: string[] = [];
  to.on('open', () => {
    for (const text of waiting.splice(0)) to.send(text);
  });
  from.on('message', (data: RawData) => {
    const text = data.toString();
    received(text);
    if (to.readyState === WebSocket.CONNECTING) waiting.push(text);
    else if (to.readyState === WebSocket.OPEN) to.send(text);
  });
  from.on('error', () => to.terminate());
  from.on('close', () => to.terminate());
}
