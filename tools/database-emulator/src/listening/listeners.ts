import type { Path } from '../data/path.ts';
import { createPathMap, ensureEntry, type PathMap, removeEntry } from '../data/path-map.ts';
import { changedKeys, childOf, nodeAt, type TreeNode } from '../data/tree.ts';
import { applyQuery, type Query } from './query.ts';
import { type ChangedPart, QueryViews } from './query-views.ts';

/** A listener on one path, or on a query of it. */
export interface Listener {
  readonly path: Path;
  readonly query: Query | undefined;
  /** Gets all changes of one write in one call, so that the app sees one event. */
  readonly changed: (change: ListenerChange) => void;
}

/** The parts to replace, by path: `relative` paths below the listener's own, or the whole view of the listener. */
export interface ListenerChange {
  readonly kind: 'overwrite' | 'merge';
  readonly parts: readonly ChangedPart[];
}

/** The listeners of one node. */
interface WatchedPlace {
  readonly listeners: Set<Listener>;
  readonly views: QueryViews;
}

export class Listeners {
  readonly #byPath: PathMap<WatchedPlace> = createPathMap();

  add(listener: Listener): void {
    const entry = ensureEntry(this.#byPath, listener.path);
    entry.value ??= { listeners: new Set(), views: new QueryViews() };
    entry.value.listeners.add(listener);
  }

  remove(listener: Listener): void {
    const entry = ensureEntry(this.#byPath, listener.path);
    entry.value?.listeners.delete(listener);
    if (entry.value === undefined || entry.value.listeners.size === 0) {
      removeEntry(this.#byPath, listener.path);
    }
  }

  notify(before: TreeNode, after: TreeNode, writes: PathMap<TreeNode>): void {
    visit(this.#byPath, before, after, writes);
  }
}

/** Returns what a listener sees of a node: all of it, or the result of its query. */
export function viewOf(listener: Pick<Listener, 'path' | 'query'>, root: TreeNode): TreeNode {
  const node = nodeAt(root, listener.path);
  return listener.query === undefined ? node : applyQuery(node, listener.query);
}

/** `writes` is undefined below a written path, where everything may have changed. */
function visit(
  entry: PathMap<WatchedPlace>,
  before: TreeNode,
  after: TreeNode,
  writes: PathMap<TreeNode> | undefined,
): void {
  if (before === after) {
    return;
  }
  const partial = writes?.value === undefined ? writes : undefined;
  if (entry.value !== undefined) {
    notify(entry.value, before, after, partial);
  }
  for (const [key, child] of entry.children) {
    const below = partial?.children.get(key);
    if (partial === undefined || below !== undefined) {
      visit(child, childOf(before, key), childOf(after, key), below);
    }
  }
}

function notify(place: WatchedPlace, before: TreeNode, after: TreeNode, writes: PathMap<TreeNode> | undefined): void {
  const listeners = [...place.listeners];
  const queries = listeners.flatMap(({ query }) => query ?? []);
  const whole = queries.length === listeners.length ? undefined : wholeChange(before, after, writes);
  const views =
    queries.length === 0 ? undefined : place.views.follow(queries, before, after, changed(before, after, writes));
  for (const listener of listeners) {
    const change = listener.query === undefined ? whole : queryChange(views?.get(listener.query));
    if (change !== undefined && change.parts.length > 0) {
      listener.changed(change);
    }
  }
}

/** Returns the keys of the children that a write changed. */
function changed(before: TreeNode, after: TreeNode, writes: PathMap<TreeNode> | undefined): string[] {
  return writes === undefined
    ? changedKeys(before, after)
    : [...writes.children.keys()].filter((key) => before.children.get(key) !== after.children.get(key));
}

/** The client keeps the children that the message does not contain. */
function queryChange(parts: readonly ChangedPart[] = []): ListenerChange {
  return { kind: 'merge', parts };
}

function wholeChange(before: TreeNode, after: TreeNode, writes: PathMap<TreeNode> | undefined): ListenerChange {
  if (writes === undefined) {
    return { kind: 'overwrite', parts: [{ relative: [], node: after }] };
  }
  const parts = [...changedWrites(before, after, writes, [])];
  return { kind: parts.length === 1 ? 'overwrite' : 'merge', parts };
}

function* changedWrites(
  before: TreeNode,
  after: TreeNode,
  writes: PathMap<TreeNode>,
  relative: Path,
): Generator<ChangedPart> {
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
