import { randomBytes } from 'node:crypto';
import { SegmentReader } from './segments.ts';
import { type Transport, transportEnds } from './wire-protocol.ts';

/** A request that waits for its answer: a script that the client's page will run. */
export interface Poll {
  readonly answer: (script: string) => void;
}

/** One client that polls: its requests are held until there is something to say. */
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

  /** `callback` numbers the page's own functions: `pLPCommand<n>` and `pRTLPCB<n>`. */
  constructor(callback: string) {
    this.#callback = callback.replace(/\D/g, '');
  }

  get silent(): boolean {
    return this.#silent;
  }

  /** The first answer tells the client how to poll, and greets it. */
  start(poll: Poll, greeting: object): void {
    poll.answer(this.#command('start', this.id, this.password) + this.#messages([greeting]));
  }

  /** Takes what the request brings and holds it; the request held before goes back empty. */
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

  /** Lets the client come again, so that it shows it is alive. */
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
    // Messages of one turn go out together: each poll carries only one answer.
    setImmediate(() => this.#flush());
  }

  /** The client goes on over a WebSocket; this is the last that it hears here. */
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

  speakAgain(): void {
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

/** JSON is no subset of what may stand in a script: data must not be able to end it. */
function scriptJson(json: unknown): string {
  return JSON.stringify(json)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
