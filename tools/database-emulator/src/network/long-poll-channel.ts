import { randomBytes } from 'node:crypto';
import { SegmentReader } from './segments.ts';
import { type Transport, transportEnds } from './wire-protocol.ts';

/** A request that waits for its answer, a script that the client's page runs. */
export interface Poll {
  readonly answer: (script: string) => void;
}

/** The channel of one polling client. It holds requests until there is a message to send. */
export class LongPollChannel implements Transport {
  readonly id = randomBytes(12).toString('base64url');
  readonly password = randomBytes(12).toString('base64url');
  readonly #callback: string;
  readonly #segments = new SegmentReader();
  readonly #outbox: object[] = [];
  #held: Poll | undefined;
  #sequence = 0;
  #silent = false;
  #unread: (() => void)[] = [];
  #closing: string | undefined;

  /** `callback` numbers the functions of the page: `pLPCommand<n>` and `pRTLPCB<n>`. */
  constructor(callback: string) {
    this.#callback = callback.replace(/\D/g, '');
  }

  get silent(): boolean {
    return this.#silent;
  }

  /** The first answer contains how to poll, and the greeting. */
  start(poll: Poll, greeting: object): void {
    poll.answer(this.#command('start', this.id, this.password) + this.#messages([greeting]));
  }

  /** Reads the segments of a request and holds it. The request that was held before gets an empty answer. */
  poll(poll: Poll, params: URLSearchParams, received: (message: string) => void): void {
    if (this.#silent) {
      this.#unread.push(() => this.poll(poll, params, received));
      return;
    }
    this.#held?.answer('');
    this.#held = poll;
    for (const message of this.#segments.read(params)) {
      received(message);
    }
    this.#flush();
  }

  /** Answers the held request, so that the client sends another one and shows that it is alive. */
  releaseHeld(): void {
    if (!this.#silent) {
      this.#held?.answer('');
      this.#held = undefined;
    }
  }

  forget(poll: Poll): void {
    if (this.#held === poll) {
      this.#held = undefined;
    }
  }

  send(message: object): void {
    this.#outbox.push(message);
    // Messages of one turn are sent together, because each poll gets only one answer.
    setImmediate(() => this.#flush());
  }

  /** Sends the last message on this channel. The client continues on a WebSocket. */
  handOver(): void {
    this.#outbox.push(transportEnds());
    this.#closing = this.#command('close', this.#sequence);
    this.#flush();
  }

  close(): void {
    this.#closing ??= this.#command('close');
    this.#flush();
  }

  fallSilent(): void {
    this.#silent = true;
  }

  endSilence(): void {
    this.#silent = false;
    const unread = this.#unread;
    this.#unread = [];
    for (const read of unread) {
      read();
    }
    this.#flush();
  }

  #flush(): void {
    if (this.#held === undefined || this.#silent || (this.#outbox.length === 0 && this.#closing === undefined)) {
      return;
    }
    const messages = this.#outbox.length === 0 ? '' : this.#messages(this.#outbox.splice(0));
    this.#held.answer(messages + (this.#closing ?? ''));
    this.#held = undefined;
  }

  #messages(messages: readonly object[]): string {
    return `window.parent.pRTLPCB${this.#callback}(${this.#sequence++},${scriptJson(messages)});`;
  }

  #command(...args: readonly unknown[]): string {
    return `window.parent.pLPCommand${this.#callback}(${args.map(scriptJson).join(',')});`;
  }
}

/** JSON can contain text that ends a script. This escapes it. */
function scriptJson(json: unknown): string {
  return JSON.stringify(json)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
