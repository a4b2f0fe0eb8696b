import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** One request of the Firebase CLI. */
export interface CloudRequest {
  method: string;
  host: string;
  path: string;
  /** Parsed, if it is JSON. */
  body: unknown;
  bytes: Buffer;
}

export interface Answer {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export type Answers = (request: CloudRequest) => Answer;

/** Answers in place of all of Google's APIs, and records the requests. It proves what the CLI sends, not that Google accepts it. */
export interface StandIn {
  /** The address of the stand-in as a proxy: the CLI believes that it talks to the real hosts. */
  readonly proxy: string;
  readonly requests: CloudRequest[];
  close(): Promise<void>;
}

export async function startStandIn(answers: Answers): Promise<StandIn> {
  const requests: CloudRequest[] = [];
  const server = createServer((message, response) => void serve(message, response, answers, requests));
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  server.on('connect', ({ url = '' }: IncomingMessage, client: Socket) => tunnel(server, url, client));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    proxy: `http://127.0.0.1:${portOf(server)}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Leads a tunnel to port 80 back to the stand-in itself, and refuses any other: encrypted talk cannot be recorded. */
function tunnel(server: Server, url: string, client: Socket): void {
  if (!url.endsWith(':80')) {
    client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    return;
  }
  const own = connect(portOf(server), '127.0.0.1', () => {
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    own.pipe(client).pipe(own);
  });
  for (const socket of [own, client]) socket.on('error', () => socket.destroy());
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  answers: Answers,
  requests: CloudRequest[],
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  const bytes = Buffer.concat(chunks);
  const request = {
    method: message.method ?? '',
    host: message.headers.host ?? '',
    path: message.url ?? '',
    body: parsed(bytes),
    bytes,
  };
  requests.push(request);
  const { status = 200, body = {}, headers } = answers(request);
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The stand-in has no port.');
  return address.port;
}
