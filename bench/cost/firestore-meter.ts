import { once } from 'node:events';
import {
  type ClientHttp2Stream,
  connect,
  constants,
  createServer,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import { portOf } from '../../tests/kit/port-of.ts';
import type { Address } from '../../tests/kit/suite.ts';
import { GrpcMessages, operationsIn, type Rpc } from './firestore-messages.ts';

/** The source of a call: a client with a user's token, or a program that the rules do not limit. The listeners are the watchers. */
export type FirestoreUser = 'client' | 'function' | 'watcher';

export interface FirestoreCount {
  /** Documents written, by Firestore's answers. A rejected write is none. */
  writes: number;
  /** Writes that the rules rejected. */
  refused: number;
  /** Documents read, missing ones included. */
  reads: number;
}

export interface FirestoreMeter extends Address {
  /**
   * True if Firestore sent data that is no message. Then nothing counts. Its emulator (1.19.9) mixes two messages of a listener into one
   * another when it sends both at the same moment. Firebase's SDK then connects again.
   */
  readonly garbled: boolean;
  of(user: FirestoreUser): Readonly<FirestoreCount>;
}

/** A proxy between Firebase's SDKs and Firestore. It forwards their gRPC calls unchanged and counts the operations in the answers. */
export async function openFirestoreMeter(target: Address): Promise<FirestoreMeter> {
  const counts = { client: nothing(), function: nothing(), watcher: nothing() };
  let garbled = false;
  const server = createServer();
  server.on('session', (session) => {
    const upstream = connect(`http://${target.host}:${target.port}`);
    upstream.on('error', () => session.destroy());
    session.on('close', () => upstream.destroy());
    session.on('stream', (stream, headers) => {
      const rpc = rpcOf(headers);
      forward(stream, upstream.request(headers), (message) => {
        garbled ||= !count(counts[userOf(headers, rpc)], rpc, message);
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: '127.0.0.1',
    port: portOf(server),
    get garbled() {
      return garbled;
    },
    of: (user) => ({ ...counts[user] }),
  };
}

function nothing(): FirestoreCount {
  return { writes: 0, refused: 0, reads: 0 };
}

function rpcOf(headers: IncomingHttpHeaders): Rpc {
  return String(headers[':path']).split('/').at(-1) ?? '';
}

function userOf({ authorization }: IncomingHttpHeaders, rpc: Rpc): FirestoreUser {
  if (authorization !== 'Bearer owner') return 'client';
  return rpc === 'Listen' ? 'watcher' : 'function';
}

/** False if the data is no message. */
function count(total: FirestoreCount, rpc: Rpc, message: Buffer | 'refused'): boolean {
  if (message === 'refused') {
    total.refused++;
    return true;
  }
  const operations = operationsIn(rpc, message);
  total.writes += operations?.writes ?? 0;
  total.reads += operations?.reads ?? 0;
  return operations !== null;
}

function forward(
  downstream: ServerHttp2Stream,
  upstream: ClientHttp2Stream,
  answered: (message: Buffer | 'refused') => void,
): void {
  const messages = new GrpcMessages(answered);
  let trailers: IncomingHttpHeaders = {};
  upstream.on('response', (headers, flags) => {
    // A call that fails at once has no body. Its status is in its only headers.
    const isOnlyHeaders = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    if (isOnlyHeaders) judge(headers);
    downstream.respond(headers, isOnlyHeaders ? { endStream: true } : { waitForTrailers: true });
  });
  upstream.on('trailers', (headers) => {
    trailers = headers;
    judge(headers);
  });
  upstream.on('data', (chunk: Buffer) => messages.read(chunk));
  downstream.on('wantTrailers', () => downstream.sendTrailers(trailers));
  for (const [one, other] of [
    [downstream, upstream],
    [upstream, downstream],
  ] as const) {
    one.pipe(other);
    one.on('error', () => undefined);
    one.on('aborted', () => other.close(constants.NGHTTP2_CANCEL));
  }

  function judge(headers: IncomingHttpHeaders): void {
    if (headers['grpc-status'] === PERMISSION_DENIED) answered('refused');
  }
}

const PERMISSION_DENIED = '7';
