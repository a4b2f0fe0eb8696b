import type { Path } from './path.ts';
import { createPathMap, ensureEntry, type PathMap, removeEntry } from './path-map.ts';
import { applyQuery, type Query } from './query.ts';
import { changedKeys, childOf, nodeAt, type TreeNode } from './tree.ts';

/** One place (or one query on it) that somebody watches. */
export interface Listener {
  readonly path: Path;
  readonly query: Query | undefined;
  /** All that changed for this listener by one write, in one call: so that the app sees one event. */
  readonly changed: (change: ListenerChange) => void;
}

/** What to replace, by path: `relative` paths below the listener's own, or the listener's whole view. */
export interface ListenerChange {
  readonly kind: 'overwrite' | 'merge';
  readonly parts: readonly { readonly relative: Path; readonly node: TreeNode }[];
}

export class Listeners {
  readonly #byPath: PathMap<Set<Listener>> = createPathMap();

  add(listener: Listener): void {
    const entry = ensureEntry(this.#byPath, listener.path);
    entry.value ??= new Set();
    entry.value.add(listener);
  }

  remove(listener: Listener): void {
    const entry = ensureEntry(this.#byPath, listener.path);
    entry.value?.delete(listener);
    if (entry.value === undefined || entry.value.size === 0) {
      removeEntry(this.#byPath, listener.path);
    }
  }

  notify(before: TreeNode, after: TreeNode, writes: PathMap<TreeNode>): void {
    visit(this.#byPath, before, after, writes);
  }
}

/** What a listener sees of a node: all of it, or what its query selects. */
export function viewOf(listener: Pick<Listener, 'path' | 'query'>, root: TreeNode): TreeNode {
  const node = nodeAt(root, listener.path);
  return listener.query === undefined ? node : applyQuery(node, listener.query);
}

/** `writes` is undefined below a written place, where everything may have changed. */
function visit(
  entry: PathMap<Set<Listener>>,
  before: TreeNode,
  after: TreeNode,
  writes: PathMap<TreeNode> | undefined,
): void {
  if (before === after) {
    return;
  }
  const partial = writes?.value === undefined ? writes : undefined;
  for (const listener of [...(entry.value ?? [])]) {
    const change = changeFor(listener, before, after, partial);
    if (change.parts.length > 0) {
      listener.changed(change);
    }
  }
  for (const [key, child] of entry.children) {
    const below = partial?.children.get(key);
    if (partial === undefined || below !== undefined) {
      visit(child, childOf(before, key), childOf(after, key), below);
    }
  }
}

function changeFor(
  listener: Listener,
  before: TreeNode,
  after: TreeNode,
  writes: PathMap<TreeNode> | undefined,
): ListenerChange {
  if (listener.query !== undefined) {
    return queryChange(applyQuery(before, listener.query), applyQuery(after, listener.query));
  }
  if (writes === undefined) {
    return { kind: 'overwrite', parts: [{ relative: [], node: after }] };
  }
  const parts = [...changedWrites(before, after, writes, [])];
  return { kind: parts.length === 1 ? 'overwrite' : 'merge', parts };
}

/** Children that enter, change in or leave a query's window; the client keeps the rest. */
function queryChange(before: TreeNode, after: TreeNode): ListenerChange {
  const parts = changedKeys(before, after).map((key) => ({ relative: [key], node: childOf(after, key) }));
  return { kind: 'merge', parts };
}

function* changedWrites(
  before: TreeNode,
  after: TreeNode,
  writes: PathMap<TreeNode>,
  relative: Path,
): Generator<{ relative: Path; node: TreeNode }> {
  if (before === after) {
    return;
  }
  if (writes.value !== undefined) {
    yield { relative, node: after };
    return;
  }
  for (const [key, below] of writes.children) {
    yield* changedWrites(childOf(before, key), childOf(after, key), below, [...relative, key]);
  }
}
