import type { Namespace } from '../data/namespace.ts';
import { type Path, pathText } from '../data/path.ts';
import { jsonFromNode, WIRE_FORM } from '../data/tree-json.ts';
import type { JsonObject } from '../json.ts';
import { type Listener, type ListenerChange, viewOf } from '../listening/listeners.ts';
import type { Query } from '../listening/query.ts';
import { authRevoked, listenRevoked, merge, overwrite, type Transport } from '../network/wire-protocol.ts';
import { ANONYMOUS, type Identity } from './auth.ts';
import { OnDisconnectQueue } from './on-disconnect.ts';

export interface Listen {
  readonly path: Path;
  readonly query: Query | undefined;
  /** The query as the client wrote it. A revocation has to repeat it exactly. */
  readonly queryJson: JsonObject | undefined;
  readonly tag: number | undefined;
}

/** One connected client: its identity, its listens and its disconnect writes. */
export class Session {
  readonly id: string;
  readonly namespace: Namespace;
  readonly onDisconnect = new OnDisconnectQueue();
  readonly #listens = new Map<string, { readonly listen: Listen; readonly listener: Listener }>();
  #transport: Transport;
  #identity: Identity = ANONYMOUS;
  #ended = false;

  constructor(id: string, namespace: Namespace, transport: Transport) {
    this.id = id;
    this.namespace = namespace;
    this.#transport = transport;
  }

  get identity(): Identity {
    return this.#identity;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Moves the session from long polling to a WebSocket. */
  moveTo(transport: Transport): void {
    this.#transport = transport;
  }

  fallSilent(): void {
    this.#transport.fallSilent();
  }

  endSilence(): void {
    this.#transport.endSilence();
  }

  send(message: object): void {
    if (!this.#ended) {
      this.#transport.send(message);
    }
  }

  /** Changes the identity. The new one may not be allowed to read all that the old one listens to. */
  becomes(identity: Identity): void {
    this.#identity = identity;
    this.recheckListens();
  }

  expireAuth(): void {
    this.#identity = ANONYMOUS;
    this.send(authRevoked('expired_token', 'Auth token is expired.'));
  }

  /** Starts a listen and sends the current value, or rejects it. */
  listen(listen: Listen): boolean {
    if (!this.namespace.canRead(this.#identity, listen.path, listen.query)) {
      return false;
    }
    this.unlisten(listen.path, listen.queryJson);
    const listener: Listener = {
      path: listen.path,
      query: listen.query,
      changed: (change) => this.#push(listen, change),
    };
    this.#listens.set(keyOf(listen.path, listen.queryJson), { listen, listener });
    this.namespace.listeners.add(listener);
    this.send(overwrite(listen.path, jsonFromNode(viewOf(listen, this.namespace.root), WIRE_FORM), listen.tag));
    return true;
  }

  unlisten(path: Path, queryJson: JsonObject | undefined): void {
    const key = keyOf(path, queryJson);
    const entry = this.#listens.get(key);
    if (entry !== undefined) {
      this.#listens.delete(key);
      this.namespace.listeners.remove(entry.listener);
    }
  }

  /** Checks the listens again after a change of the identity or the rules. */
  recheckListens(): void {
    for (const { listen } of [...this.#listens.values()]) {
      if (!this.namespace.canRead(this.#identity, listen.path, listen.query)) {
        this.unlisten(listen.path, listen.queryJson);
        this.send(listenRevoked(listen.path, listen.queryJson));
      }
    }
  }

  /** Runs the disconnect writes with the current identity. Rejected writes cause no error. */
  end(options: { readonly runOnDisconnect: boolean } = { runOnDisconnect: true }): void {
    if (this.#ended) {
      return;
    }
    this.#ended = true;
    for (const { listener } of this.#listens.values()) {
      this.namespace.listeners.remove(listener);
    }
    this.#listens.clear();
    this.#transport.close();
    for (const writes of options.runOnDisconnect ? this.onDisconnect.takeAll() : []) {
      this.namespace.commit({ writes, identity: this.#identity });
    }
  }

  #push(listen: Listen, change: ListenerChange): void {
    const [only] = change.parts;
    if (change.kind === 'overwrite' && only !== undefined) {
      this.send(overwrite([...listen.path, ...only.relative], jsonFromNode(only.node, WIRE_FORM), listen.tag));
      return;
    }
    const json: Record<string, unknown> = Object.create(null);
    for (const { relative, node } of change.parts) {
      json[pathText(relative)] = jsonFromNode(node, WIRE_FORM);
    }
    this.send(merge(listen.path, json, listen.tag));
  }
}

function keyOf(path: Path, queryJson: JsonObject | undefined): string {
  return `${pathText(path)}?${JSON.stringify(Object.entries(queryJson ?? {}).sort())}`;
}
