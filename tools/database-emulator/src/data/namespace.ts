import { authVariable, type Identity } from '../clients/auth.ts';
import { Listeners } from '../listening/listeners.ts';
import { type Query, queryVariable } from '../listening/query.ts';
import { allowsRead, allowsWrite } from '../rules/decide.ts';
import { openRules, type Ruleset } from '../rules/ruleset.ts';
import type { Path } from './path.ts';
import { entriesOf, type PathMap } from './path-map.ts';
import { hashOf } from './transaction-hash.ts';
import { applyWrites, EMPTY, nodeAt, type TreeNode } from './tree.ts';
import { resolveWrites, type Write } from './writes.ts';

/** One write that was carried out. Functions are triggered by it. */
export interface Change {
  readonly namespace: string;
  readonly before: TreeNode;
  readonly after: TreeNode;
  readonly writes: PathMap<TreeNode>;
  readonly identity: Identity;
  readonly now: number;
}

export interface CommitRequest {
  readonly writes: readonly Write[];
  readonly identity: Identity;
  /** The value that the writer expects at `path`. The write is carried out only if it is there. */
  readonly expected?: { readonly path: Path; readonly hash: string };
  readonly silent?: boolean;
}

export type CommitOutcome = 'ok' | 'permission_denied' | 'datastale';

/** One database: its data, its rules and its listeners. */
export class Namespace {
  readonly name: string;
  readonly listeners = new Listeners();
  readonly #onChange: (change: Change) => void;
  /** Milliseconds since the epoch, by the server's clock. */
  readonly #now: () => number;
  #root: TreeNode = EMPTY;
  #ruleset: Ruleset = openRules();

  constructor(name: string, onChange: (change: Change) => void, now: () => number = Date.now) {
    this.name = name;
    this.#onChange = onChange;
    this.#now = now;
  }

  get root(): TreeNode {
    return this.#root;
  }

  get ruleset(): Ruleset {
    return this.#ruleset;
  }

  set ruleset(ruleset: Ruleset) {
    this.#ruleset = ruleset;
  }

  clear(): void {
    this.#root = EMPTY;
  }

  canRead(identity: Identity, path: Path, query: Query | undefined): boolean {
    const request = {
      auth: authVariable(identity),
      now: this.#now(),
      root: this.#root,
      path,
      query: queryVariable(query),
    };
    return identity.kind === 'admin' || allowsRead(this.#ruleset, request);
  }

  /** True if this write is allowed now. Writes nothing. */
  canWrite(identity: Identity, writes: readonly Write[]): boolean {
    const now = this.#now();
    const resolved = resolveWrites(writes, this.#root, now);
    return this.#allows(identity, resolved, applyWrites(this.#root, resolved), now);
  }

  /** Listeners get the write before the caller gets the answer: a client must have the new value when its write is confirmed. */
  commit(request: CommitRequest): CommitOutcome {
    const { identity, expected } = request;
    // The hash is checked before the rules: the first guess of a transaction is often stale, and a rejection would end it.
    if (expected !== undefined && hashOf(nodeAt(this.#root, expected.path)) !== expected.hash) {
      return 'datastale';
    }
    const now = this.#now();
    const before = this.#root;
    const writes = resolveWrites(request.writes, before, now);
    const after = applyWrites(before, writes);
    if (!this.#allows(identity, writes, after, now)) {
      return 'permission_denied';
    }
    this.#root = after;
    this.listeners.notify(before, after, writes);
    if (before !== after && !request.silent) {
      this.#onChange({ namespace: this.name, before, after, writes, identity, now });
    }
    return 'ok';
  }

  #allows(identity: Identity, writes: PathMap<TreeNode>, after: TreeNode, now: number): boolean {
    if (identity.kind === 'admin') {
      return true;
    }
    const auth = authVariable(identity);
    return [...entriesOf(writes)].every(([path]) =>
      allowsWrite(this.#ruleset, { auth, now, before: this.#root, after, path }),
    );
  }
}
