import type { WebSocket } from 'ws';
import { parseMessage, receive } from '../clients/receive.ts';
import type { Emulator } from '../emulator.ts';
import { UnsupportedError } from '../unsupported.ts';
import type { LongPolling } from './long-polling.ts';
import { WebSocketTransport } from './web-socket.ts';
import { hello, PROTOCOL_VERSION } from './wire-protocol.ts';

/** Opens a session on a WebSocket, or moves one to it. `host` is the name by which the client knows this server. */
export function acceptSocket(
  emulator: Emulator,
  longPolling: LongPolling,
  socket: WebSocket,
  params: URLSearchParams,
  host: string,
): void {
  if (params.get('v') !== PROTOCOL_VERSION) {
    socket.close(1002, new UnsupportedError(`protocol version ${params.get('v')}`).message);
    return;
  }
  const polled = params.get('s');
  if (polled !== null) {
    longPolling.upgrade(socket, polled, host);
    return;
  }
  const namespace = emulator.namespaces.named(params.get('ns'));
  const transport = new WebSocketTransport(socket, emulator.liveness, {
    message: (text) => receive(session, parseMessage(text), emulator.hindrances),
    closed: () => emulator.sessions.end(session),
  });
  const session = emulator.openSession(namespace, transport, params);
  session.send(hello(host, session.id, Date.now()));
}
