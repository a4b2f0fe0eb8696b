import { type Path, pathText } from '../data/path.ts';

/** Messages of the Realtime Database's protocol, version 5: JSON in WebSocket text frames or in long-polling replies. */
export const PROTOCOL_VERSION = '5';

/** Carries messages to a client: a WebSocket or a long-polling channel. */
export interface Transport {
  send(message: object): void;
  close(): void;
  /** Keeps the connection open without reading or answering, like a network that loses everything. */
  fallSilent(): void;
  endSilence(): void;
}

export interface Answer {
  readonly status: string;
  readonly data: unknown;
}

export function hello(host: string, sessionId: string, now: number): object {
  return control('h', { ts: now, v: PROTOCOL_VERSION, h: host, s: sessionId });
}

export function pong(): object {
  return control('o', {});
}

/** Informs a long-polling client that its WebSocket is accepted. It may send `n` on the old channel now. */
export function upgradeAccepted(): object {
  return control('a', {});
}

/** The last message on a transport that the client leaves. */
export function transportEnds(): object {
  return control('n', {});
}

export function reset(host: string): object {
  return control('r', host);
}

export function reply(request: number, { status, data }: Answer): object {
  return { t: 'd', d: { r: request, b: { s: status, d: data } } };
}

export function overwrite(path: Path, json: unknown, tag: number | undefined): object {
  return push('d', { p: pathText(path), d: json, ...(tag === undefined ? {} : { t: tag }) });
}

/** The keys of `json` may be deep paths. It is one message, so the app gets one event. */
export function merge(path: Path, json: object, tag: number | undefined): object {
  return push('m', { p: pathText(path), d: json, ...(tag === undefined ? {} : { t: tag }) });
}

export function listenRevoked(path: Path, query: unknown): object {
  return push('c', { p: pathText(path), ...(query === undefined ? {} : { q: [query] }) });
}

export function authRevoked(status: string, explanation: string): object {
  return push('ac', { s: status, d: explanation });
}

function control(type: string, data: unknown): object {
  return { t: 'c', d: { t: type, d: data } };
}

function push(action: string, body: object): object {
  return { t: 'd', d: { a: action, b: body } };
}

/**
 * Joins the frames of a client. A frame with a number above 0 announces that many frames, which together are one message. A `0` alone is
 * a keep-alive. No JSON message looks like a number.
 */
export class FrameReader {
  #expected = 0;
  #parts: string[] = [];

  /** Returns the message when it is complete. */
  read(frame: string): string | undefined {
    if (this.#expected > 0) {
      this.#parts.push(frame);
      return this.#parts.length === this.#expected ? this.#finish() : undefined;
    }
    if (/^\d{1,6}$/.test(frame)) {
      this.#expected = Number(frame);
      return undefined;
    }
    return frame;
  }

  #finish(): string {
    const message = this.#parts.join('');
    this.#expected = 0;
    this.#parts = [];
    return message;
  }
}
