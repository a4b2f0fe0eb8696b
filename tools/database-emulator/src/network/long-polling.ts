import type { WebSocket } from 'ws';
import { type ClientMessage, parseMessage, receive } from '../clients/receive.ts';
import type { Session } from '../clients/session.ts';
import type { Emulator } from '../emulator.ts';
import type { Watch } from './liveness.ts';
import { LongPollChannel, type Poll } from './long-poll-channel.ts';
import { WebSocketTransport } from './web-socket.ts';
import { hello, pong, reset, upgradeAccepted } from './wire-protocol.ts';

interface Client {
  readonly channel: LongPollChannel;
  readonly session: Session;
  readonly watch: Watch;
  upgrade: Upgrade | undefined;
}

interface Upgrade {
  readonly transport: WebSocketTransport;
  /** True after the client's acknowledgement. From then on the loss of the socket is the loss of the session. */
  acknowledged: boolean;
  /** The messages that arrived on the socket before the last message of the old channel. */
  early: ClientMessage[] | undefined;
}

/** Clients that start with script tags instead of a WebSocket. Browsers do that after a WebSocket has failed. */
export class LongPolling {
  readonly #emulator: Emulator;
  readonly #byChannel = new Map<string, Client>();

  constructor(emulator: Emulator) {
    this.#emulator = emulator;
  }

  handle(params: URLSearchParams, host: string, poll: Poll): void {
    if (params.get('start') === 't') {
      this.#start(params, host, poll);
      return;
    }
    const client = this.#byChannel.get(params.get('id') ?? '');
    if (params.has('dframe') || client === undefined || client.channel.password !== params.get('pw')) {
      poll.answer('');
      return;
    }
    if (!client.channel.silent) {
      client.watch.alive();
    }
    client.channel.poll(poll, params, (text) => this.#received(client, parseMessage(text)));
  }

  /** The client has aborted this request. Messages wait for its next request. */
  aborted(params: URLSearchParams, poll: Poll): void {
    this.#byChannel.get(params.get('id') ?? '')?.channel.forget(poll);
  }

  /** Handles a WebSocket that names a session: the client wants to continue on it. */
  upgrade(socket: WebSocket, sessionId: string, host: string): void {
    const client = [...this.#byChannel.values()].find(({ session }) => session.id === sessionId && !session.ended);
    if (client === undefined || client.upgrade !== undefined) {
      socket.send(JSON.stringify(reset(host)));
      socket.close();
      return;
    }
    const transport = new WebSocketTransport(socket, this.#emulator.liveness, {
      message: (text) => this.#receivedEarly(client, upgrade, parseMessage(text)),
      closed: () => this.#socketClosed(client, upgrade),
    });
    const upgrade: Upgrade = { transport, acknowledged: false, early: [] };
    client.upgrade = upgrade;
    transport.send(upgradeAccepted());
  }

  #start(params: URLSearchParams, host: string, poll: Poll): void {
    const channel = new LongPollChannel(params.get('cb') ?? '');
    const namespace = this.#emulator.namespaces.named(params.get('ns'));
    const session = this.#emulator.openSession(namespace, channel, params);
    const watch = this.#emulator.liveness.watch(
      () => channel.releaseHeld(),
      () => this.#gone(client),
    );
    const client: Client = { channel, session, watch, upgrade: undefined };
    this.#byChannel.set(channel.id, client);
    channel.start(poll, hello(host, session.id, Date.now()));
  }

  #received(client: Client, message: ClientMessage | undefined): void {
    if (message?.kind === 'control' && message.type === 'n') {
      this.#switchOver(client);
    } else {
      receive(client.session, message, this.#emulator.hindrances);
    }
  }

  /** The old channel has ended. The messages of the socket are handled now. */
  #switchOver(client: Client): void {
    const { upgrade, channel, session } = client;
    if (upgrade?.early === undefined) {
      return;
    }
    channel.handOver();
    client.watch.stop();
    session.moveTo(upgrade.transport);
    const { early } = upgrade;
    upgrade.early = undefined;
    for (const message of early) {
      receive(session, message, this.#emulator.hindrances);
    }
  }

  #receivedEarly(client: Client, upgrade: Upgrade, message: ClientMessage | undefined): void {
    if (message?.kind === 'control' && message.type === 'p') {
      upgrade.transport.send(pong());
    } else if (message?.kind === 'control' && message.type === 'a') {
      upgrade.acknowledged = true;
    } else if (upgrade.early === undefined) {
      receive(client.session, message, this.#emulator.hindrances);
    } else if (message !== undefined) {
      upgrade.early.push(message);
    }
  }

  #socketClosed(client: Client, upgrade: Upgrade): void {
    if (upgrade.acknowledged) {
      this.#gone(client);
    } else {
      client.upgrade = undefined;
    }
  }

  #gone(client: Client): void {
    client.watch.stop();
    this.#byChannel.delete(client.channel.id);
    this.#emulator.sessions.end(client.session);
    client.upgrade?.transport.close();
  }
}
