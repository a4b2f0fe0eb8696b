import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import { isChaosRequest } from '../chaos/chaos-api.ts';
import { isNamespaceName } from '../data/namespaces.ts';
import type { Emulator, Restart } from '../emulator.ts';
import { answerFailure, type HttpAnswer, type HttpRequest, type HttpStream } from '../rest/http-answer.ts';
import { answerRequest } from '../rest/routes.ts';
import type { Poll } from './long-poll-channel.ts';
import { LongPolling } from './long-polling.ts';
import { acceptSocket } from './socket-front.ts';

const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;

/** The network front: HTTP, long polling and WebSockets on one port. */
export class EmulatorServer {
  readonly #emulator: Emulator;
  readonly #longPolling: LongPolling;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  #http: Server | undefined;

  constructor(emulator: Emulator) {
    this.#emulator = emulator;
    this.#longPolling = new LongPolling(emulator);
  }

  async listen(host: string, port: number): Promise<AddressInfo> {
    const http = createServer((request, response) => this.#arrived(request, response));
    // firebase-tools keeps its socket. After a slow start of functions it sends the rules on that socket, and does not try again.
    http.keepAliveTimeout = 0;
    http.on('upgrade', (request, socket, head) => {
      const url = urlOf(request);
      socket.on('error', () => socket.destroy());
      this.#emulator.chaos.pass(namespaceOf(url), () => this.#upgrade(request, url, socket, head));
    });
    this.#http = http;
    const address = await listening(http, host, port);
    this.#emulator.requestRestart = (restart) => void this.#restart(restart, address);
    return address;
  }

  /** Ends every session as a disconnect does, and then closes the port. */
  close(options?: { readonly runOnDisconnect: boolean }): Promise<void> {
    this.#emulator.endAllSessions(options);
    for (const socket of this.#sockets.clients) {
      socket.terminate();
    }
    return new Promise((resolve) => {
      this.#http?.close(() => resolve());
      this.#http?.closeAllConnections();
    });
  }

  /** Closes the port for good, without events for functions. */
  stop(): Promise<void> {
    this.#emulator.stopDelivering();
    return this.close();
  }

  /** The answer to the request for the restart is sent first. */
  async #restart({ downMs, keepData, runOnDisconnect }: Restart, { address, port }: AddressInfo): Promise<void> {
    await sleep(10);
    await this.close({ runOnDisconnect });
    for (const namespace of keepData ? [] : this.#emulator.namespaces.all()) {
      namespace.clear();
    }
    await sleep(downMs);
    await this.listen(address, port);
  }

  #arrived(message: IncomingMessage, response: ServerResponse): void {
    const url = urlOf(message);
    const handle = () =>
      url.pathname === '/.lp' ? this.#poll(message, response, url) : this.#answer(message, response, url);
    if (isChaosRequest({ path: url.pathname })) {
      handle();
    } else {
      this.#emulator.chaos.pass(namespaceOf(url), handle);
    }
  }

  #answer(message: IncomingMessage, response: ServerResponse, url: URL): void {
    readRequest(message, url).then(
      (request) => {
        const answer = answerRequest(request, this.#emulator);
        if ('open' in answer) {
          sendStream(response, answer, message.headers.origin);
        } else {
          sendAnswer(response, answer, message.headers.origin);
        }
      },
      () => response.destroy(),
    );
  }

  #poll(message: IncomingMessage, response: ServerResponse, url: URL): void {
    const poll: Poll = {
      answer: (script) => {
        response.writeHead(200, {
          'content-type': url.searchParams.has('dframe') ? 'text/html' : 'application/javascript; charset=utf-8',
          'cache-control': 'no-cache',
        });
        response.end(script);
      },
    };
    response.on('close', () => this.#longPolling.aborted(url.searchParams, poll));
    try {
      this.#longPolling.handle(url.searchParams, message.headers.host ?? '', poll);
    } catch (error) {
      sendAnswer(response, answerFailure(error), message.headers.origin);
    }
  }

  #upgrade(request: IncomingMessage, { pathname, searchParams }: URL, socket: Duplex, head: Buffer): void {
    if (pathname !== '/.ws' || !isNamespaceName(searchParams.get('ns'))) {
      socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      acceptSocket(this.#emulator, this.#longPolling, webSocket, searchParams, request.headers.host ?? '');
    });
  }
}

function listening(http: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      const address = http.address();
      if (address === null || typeof address === 'string') {
        reject(new TypeError('the server listens on no port'));
      } else {
        resolve(address);
      }
    });
  });
}

/** An invalid address (such as `//`) is treated as the root. */
function urlOf(message: IncomingMessage): URL {
  const base = 'http://localhost/';
  return URL.canParse(message.url ?? '/', base) ? new URL(message.url ?? '/', base) : new URL(base);
}

function namespaceOf(url: URL): string | undefined {
  return url.searchParams.get('ns') ?? undefined;
}

async function readRequest(message: IncomingMessage, url: URL): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) {
    chunks.push(Buffer.from(chunk));
  }
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    params: url.searchParams,
    headers: message.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function sendAnswer(response: ServerResponse, answer: HttpAnswer, origin: string | undefined): void {
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-cache',
    'access-control-allow-origin': origin ?? '*',
    'access-control-expose-headers': 'ETag',
    ...answer.headers,
  });
  response.end(answer.body);
}

function sendStream(response: ServerResponse, stream: HttpStream, origin: string | undefined): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'access-control-allow-origin': origin ?? '*',
  });
  const stop = stream.open({ send: (text) => response.write(text), end: () => response.end() });
  response.on('close', stop);
}
