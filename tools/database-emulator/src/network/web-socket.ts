import type { WebSocket } from 'ws';
import type { Liveness, Watch } from './liveness.ts';
import { FrameReader, type Transport } from './wire-protocol.ts';

export interface SocketEvents {
  readonly message: (text: string) => void;
  readonly closed: () => void;
}

/** One WebSocket as a transport. It can be silent like a half-open connection: open, but neither read nor answered. */
export class WebSocketTransport implements Transport {
  readonly #socket: WebSocket;
  readonly #events: SocketEvents;
  readonly #frames = new FrameReader();
  #silent = false;
  #unread: string[] = [];
  #unsent: string[] = [];
  #closed = false;
  #hidden: (() => void) | undefined;

  constructor(socket: WebSocket, liveness: Liveness, events: SocketEvents) {
    this.#socket = socket;
    this.#events = events;
    const watch: Watch = liveness.watch(
      () => this.#ping(),
      () => this.#giveUp(),
    );
    socket.on('message', (data) => {
      watch.alive();
      this.#read(data.toString());
    });
    socket.on('ping', watch.alive);
    socket.on('pong', watch.alive);
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.#lost(watch));
  }

  send(message: object): void {
    const text = JSON.stringify(message);
    if (this.#silent) {
      this.#unsent.push(text);
    } else if (this.#socket.readyState === this.#socket.OPEN) {
      this.#socket.send(text);
    }
  }

  /** A silent socket stays open for its client even when its session has ended. */
  close(): void {
    this.#closed = true;
    if (!this.#silent) {
      this.#socket.terminate();
    }
  }

  fallSilent(): void {
    this.#silent = true;
    this.#socket.pause();
  }

  endSilence(): void {
    this.#silent = false;
    this.#hidden?.();
    if (this.#closed) {
      this.#socket.terminate();
      return;
    }
    for (const text of this.#unsent.splice(0)) {
      this.#socket.send(text);
    }
    for (const frame of this.#unread.splice(0)) {
      this.#read(frame);
    }
    this.#socket.resume();
  }

  #ping(): void {
    if (!this.#silent && this.#socket.readyState === this.#socket.OPEN) {
      this.#socket.ping();
    }
  }

  /** A silent network also hides that a socket was closed. */
  #lost(watch: Watch): void {
    if (this.#silent) {
      this.#hidden = () => this.#lost(watch);
      return;
    }
    watch.stop();
    this.#events.closed();
  }

  #giveUp(): void {
    this.#events.closed();
    this.close();
  }

  /** Frames that the paused socket still delivers wait here. */
  #read(frame: string): void {
    if (this.#silent) {
      this.#unread.push(frame);
      return;
    }
    const message = this.#frames.read(frame);
    if (message !== undefined) {
      this.#events.message(message);
    }
  }
}
