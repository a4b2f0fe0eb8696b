import { Chaos } from './chaos/chaos.ts';
import type { Hindrances } from './clients/receive.ts';
import type { Session } from './clients/session.ts';
import { Sessions } from './clients/sessions.ts';
import type { Namespace } from './data/namespace.ts';
import { Namespaces } from './data/namespaces.ts';
import { Liveness } from './network/liveness.ts';
import type { Transport } from './network/wire-protocol.ts';
import { EventStreams } from './rest/event-streams.ts';
import { type FunctionsAddress, TriggerDelivery } from './triggers/trigger-delivery.ts';
import { Triggers } from './triggers/triggers.ts';

export interface EmulatorOptions {
  readonly functions?: FunctionsAddress;
  /** The rules of a database until an upload. */
  readonly rules?: string;
  /** After how many milliseconds without an answer a client counts as gone. */
  readonly idleMs: number;
  /** How many milliseconds the next event of a node waits for the handler of the one before. */
  readonly patienceMs?: number;
  /** The interval of the keep-alive of an event stream, in milliseconds. */
  readonly keepAliveMs?: number;
}

/** The restart that the network front has to perform. */
export interface Restart {
  readonly downMs: number;
  readonly keepData: boolean;
  readonly runOnDisconnect: boolean;
}

const KEEP_ALIVE_MS = 30_000;

/** All parts behind the network front. */
export class Emulator {
  readonly sessions = new Sessions();
  readonly streams: EventStreams;
  readonly chaos: Chaos;
  readonly triggers: Triggers;
  readonly namespaces: Namespaces;
  readonly liveness: Liveness;
  readonly #delivery: TriggerDelivery;
  /** Set by the network front, because only it can close its port and open it again. */
  requestRestart: (restart: Restart) => void = () => undefined;

  constructor(options: EmulatorOptions) {
    this.#delivery = new TriggerDelivery(options.functions, options.patienceMs);
    this.streams = new EventStreams(options.keepAliveMs ?? KEEP_ALIVE_MS);
    this.chaos = new Chaos(this.sessions, this.streams, this.#delivery);
    this.triggers = new Triggers((event) => this.chaos.deliver(event));
    this.namespaces = new Namespaces(
      (change) => this.triggers.changed(change),
      (namespace) => this.chaos.now(namespace),
      options.rules,
    );
    this.liveness = new Liveness(options.idleMs);
  }

  get hindrances(): Hindrances {
    return {
      login: (session, login) => this.chaos.admit(session, login),
      answer: (session, request, send) => this.chaos.answers(session, request, send),
    };
  }

  /** A client that comes back names its last session (`ls`). The server may know it or not. */
  openSession(namespace: Namespace, transport: Transport, params: URLSearchParams): Session {
    const last = this.chaos.remembersSessions(namespace.name) ? params.get('ls') : null;
    return this.sessions.open(namespace, transport, last);
  }

  /** How many events no function has accepted yet. */
  get undeliveredEvents(): number {
    return this.#delivery.undelivered;
  }

  /** Stops the delivery of events to functions. */
  stopDelivering(): void {
    this.#delivery.stop();
  }

  endAllSessions(options?: { readonly runOnDisconnect: boolean }): void {
    for (const session of this.sessions.all()) {
      this.sessions.end(session, options);
    }
  }
}
