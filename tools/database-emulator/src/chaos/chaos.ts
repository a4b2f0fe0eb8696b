import { type Login, uidOf } from '../clients/auth.ts';
import type { ClientRequest } from '../clients/receive.ts';
import type { Session } from '../clients/session.ts';
import type { Sessions } from '../clients/sessions.ts';
import type { Answer } from '../network/wire-protocol.ts';
import type { EventStream } from '../rest/event-stream.ts';
import type { EventStreams } from '../rest/event-streams.ts';
import type { TriggerDelivery } from '../triggers/trigger-delivery.ts';
import type { FunctionEvent } from '../triggers/trigger-event.ts';
import { type FaultPlan, NO_FAULTS } from './fault-plan.ts';
import { Scope } from './scope.ts';

/** The sessions that a fault is for. An undefined filter matches all sessions. */
export interface Target {
  readonly namespace: string | undefined;
  readonly uid: string | undefined;
  readonly session: string | undefined;
}

/** The planned faults. A client cannot distinguish them from real ones. */
export class Chaos {
  readonly #sessions: Sessions;
  readonly #streams: EventStreams;
  readonly #delivery: TriggerDelivery;
  readonly #everywhere: Scope;
  readonly #scopes = new Map<string, Scope>();
  readonly #silenced = new Set<Session>();

  constructor(sessions: Sessions, streams: EventStreams, delivery: TriggerDelivery) {
    this.#sessions = sessions;
    this.#streams = streams;
    this.#delivery = delivery;
    this.#everywhere = this.#newScope();
  }

  /** A database with a plan of its own does not follow the plan for all databases any more. */
  plan(namespace: string | undefined, plan: FaultPlan): void {
    this.#ownScope(namespace).plan = plan;
  }

  report(namespace: string | undefined): object {
    const scope = this.#scopeOf(namespace);
    return {
      plan: scope.plan,
      met: scope.met,
      silent: scope.silence.silent || this.#everywhere.silence.silent,
      sessions: this.#meant({ namespace, uid: undefined, session: undefined }).map((session) => ({
        id: session.id,
        namespace: session.namespace.name,
        identity: session.identity.kind,
        uid: uidOf(session.identity) ?? null,
        silent: this.#silenced.has(session),
      })),
    };
  }

  deliver(event: FunctionEvent): void {
    this.#scopeOf(event.namespace).events.deliver(event);
  }

  /** Answers a request of a client. Calls `send` now, later or never. */
  answers(session: Session, request: ClientRequest, send: () => void): void {
    this.#scopeOf(session.namespace.name).answers.answers(session, request, send);
  }

  /** The server's clock, in milliseconds since the epoch. */
  now(namespace: string): number {
    return this.#scopeOf(namespace).now();
  }

  /** True if a client that comes back ends its last connection. */
  remembersSessions(namespace: string): boolean {
    return !this.#scopeOf(namespace).plan.forgetSessions;
  }

  /** Runs what arrives from the network: now, or when the silence of its database ends. */
  pass(namespace: string | undefined, arrival: () => void): void {
    this.#everywhere.silence.pass(() => this.#scopeOf(namespace).silence.pass(arrival));
  }

  /** Called for each login. An answer rejects it. */
  admit(session: Session, login: Login): Answer | undefined {
    const scope = this.#scopeOf(session.namespace.name);
    if (scope.refuses(login)) {
      return { status: 'invalid_token', data: 'The fault plan refuses this login.' };
    }
    const { tokenTtlMs } = scope.plan;
    if (tokenTtlMs > 0) {
      setTimeout(() => {
        // A client that has logged in again meanwhile keeps its new login.
        if (session.identity === login.identity) {
          session.expireAuth();
        }
      }, tokenTtlMs).unref();
    }
    return undefined;
  }

  /** Makes connections half-open: the sockets of the clients stay open, and nothing is read or answered. */
  fallSilent(target: Target): number {
    if (target.uid === undefined && target.session === undefined) {
      this.#ownScope(target.namespace).silence.begin();
    }
    return this.#forEach(target, (session) => {
      this.#silenced.add(session);
      session.fallSilent();
    });
  }

  /** Ends the silence: waiting data is read and answered, and sockets of ended sessions are closed. */
  endSilence(namespace: string | undefined): number {
    const sessions = [...this.#silenced].filter((session) => isIn(session, namespace));
    for (const session of sessions) {
      this.#silenced.delete(session);
      session.endSilence();
    }
    for (const scope of this.#scopesIn(namespace)) {
      scope.silence.end();
    }
    return sessions.length;
  }

  expireAuth(target: Target): number {
    for (const stream of this.#meantStreams(target)) {
      stream.revoke();
    }
    return this.#forEach(target, (session) => session.expireAuth());
  }

  drop(target: Target, runOnDisconnect: boolean): number {
    for (const stream of this.#meantStreams(target)) {
      stream.end();
    }
    return this.#forEach(target, (session) => this.#sessions.end(session, { runOnDisconnect }));
  }

  reset(namespace: string | undefined): void {
    this.endSilence(namespace);
    for (const scope of this.#scopesIn(namespace)) {
      scope.plan = NO_FAULTS;
    }
  }

  #newScope(): Scope {
    return new Scope(this.#delivery, (session) => this.#sessions.end(session));
  }

  #forEach(target: Target, harm: (session: Session) => void): number {
    const sessions = this.#meant(target);
    for (const session of sessions) {
      harm(session);
    }
    return sessions.length;
  }

  #meant({ namespace, uid, session: id }: Target): readonly Session[] {
    return this.#sessions
      .all()
      .filter(
        (session) =>
          isIn(session, namespace) &&
          (uid === undefined || uidOf(session.identity) === uid) &&
          (id === undefined || session.id === id),
      );
  }

  /** A stream has no session, so a fault for one session concerns no stream. */
  #meantStreams({ namespace, uid, session }: Target): readonly EventStream[] {
    return this.#streams
      .all()
      .filter(
        (stream) =>
          session === undefined && isIn(stream, namespace) && (uid === undefined || uidOf(stream.identity) === uid),
      );
  }

  #scopeOf(namespace: string | undefined): Scope {
    return this.#scopes.get(namespace ?? '') ?? this.#everywhere;
  }

  #ownScope(namespace: string | undefined): Scope {
    if (namespace === undefined) {
      return this.#everywhere;
    }
    const scope = this.#scopes.get(namespace) ?? this.#newScope();
    this.#scopes.set(namespace, scope);
    return scope;
  }

  #scopesIn(namespace: string | undefined): readonly Scope[] {
    return namespace === undefined ? [this.#everywhere, ...this.#scopes.values()] : [this.#ownScope(namespace)];
  }
}

function isIn(client: Session | EventStream, namespace: string | undefined): boolean {
  return namespace === undefined || client.namespace.name === namespace;
}
