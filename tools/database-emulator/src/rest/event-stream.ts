import type { Identity } from '../clients/auth.ts';
import type { Namespace } from '../data/namespace.ts';
import { type Path, PRIORITY_KEY, pathText } from '../data/path.ts';
import type { TreeNode } from '../data/tree.ts';
import { type JsonForm, jsonFromNode } from '../data/tree-json.ts';
import { type Listener, type ListenerChange, viewOf } from '../listening/listeners.ts';
import type { Query } from '../listening/query.ts';
import type { ChangedPart } from '../listening/query-views.ts';

/** The target of the events: the body of an HTTP response. */
export interface EventSink {
  readonly send: (text: string) => void;
  readonly end: () => void;
}

export interface Watched {
  readonly namespace: Namespace;
  readonly path: Path;
  readonly query: Query | undefined;
  readonly identity: Identity;
  readonly form: JsonForm;
}

/** A GET with `Accept: text/event-stream`: sends the value, then every change of it, as server-sent events. */
export class EventStream {
  readonly #watched: Watched;
  readonly #sink: EventSink;
  readonly #listener: Listener;

  constructor(watched: Watched, sink: EventSink) {
    const { path, query } = watched;
    this.#watched = watched;
    this.#sink = sink;
    this.#listener = { path, query, changed: (change) => this.#changed(change) };
  }

  get namespace(): Namespace {
    return this.#watched.namespace;
  }

  get identity(): Identity {
    return this.#watched.identity;
  }

  start(): void {
    this.namespace.listeners.add(this.#listener);
    this.#put([], viewOf(this.#listener, this.namespace.root));
  }

  keepAlive(): void {
    this.#event('keep-alive', null);
  }

  /** Checks the rules again after they changed. */
  recheck(): void {
    const { identity, path, query } = this.#watched;
    if (!this.namespace.canRead(identity, path, query)) {
      this.#event('cancel', null);
      this.end();
    }
  }

  /** Ends the stream because the credential has expired. */
  revoke(): void {
    this.#event('auth_revoked', 'credential is no longer valid');
    this.end();
  }

  end(): void {
    this.#sink.end();
  }

  /** Ends the stream without a message. */
  stop(): void {
    this.namespace.listeners.remove(this.#listener);
  }

  #changed({ kind, parts }: ListenerChange): void {
    const visible = parts.filter(({ relative }) => this.#watched.form.priorities || relative.at(-1) !== PRIORITY_KEY);
    for (const [parent, siblings] of byParent(visible)) {
      const [first] = siblings;
      if (kind === 'overwrite' && first !== undefined) {
        this.#put(first.relative, first.node);
      } else {
        this.#patch(parent, siblings);
      }
    }
  }

  #put(relative: Path, node: TreeNode): void {
    this.#event('put', { path: `/${pathText(relative)}`, data: this.#json(node) });
  }

  #patch(parent: string, parts: readonly ChangedPart[]): void {
    const data: Record<string, unknown> = Object.create(null);
    for (const { relative, node } of parts) {
      data[relative.at(-1) ?? ''] = this.#json(node);
    }
    this.#event('patch', { path: `/${parent}`, data });
  }

  #json(node: TreeNode): unknown {
    return jsonFromNode(node, this.#watched.form);
  }

  #event(name: string, data: unknown): void {
    this.#sink.send(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  }
}

/** By Google's documentation, the keys of a `patch` are children of its path. So each parent needs an event of its own. */
function byParent(parts: readonly ChangedPart[]): Map<string, ChangedPart[]> {
  const groups = new Map<string, ChangedPart[]>();
  for (const part of parts) {
    const parent = pathText(part.relative.slice(0, -1));
    groups.set(parent, [...(groups.get(parent) ?? []), part]);
  }
  return groups;
}
