import type { Path } from '../data/path.ts';
import { EMPTY, type TreeNode } from '../data/tree.ts';
import { ChildOrder } from './child-order.ts';
import { type Entry, isWithin, neededIndex, type Query } from './query.ts';

export interface ChangedPart {
  readonly relative: Path;
  readonly node: TreeNode;
}

/** The results of the queries on one node. Queries with a limit share one order of the children for each index. */
export class QueryViews {
  readonly #orders = new Map<string, ChildOrder>();

  /** Returns the children that enter, change in or leave the view of each query by a write. `keys` are the changed children. */
  follow(
    queries: readonly Query[],
    before: TreeNode,
    after: TreeNode,
    keys: readonly string[],
  ): ReadonlyMap<Query, readonly ChangedPart[]> {
    const limited = queries.filter((query) => query.limit !== undefined);
    this.#prepareOrders(limited, before);
    const windows = this.#windows(limited);
    for (const order of this.#orders.values()) {
      order.follow(after, keys);
    }
    const windowsAfter = this.#windows(limited);
    return new Map(
      queries.map((query) => [
        query,
        query.limit === undefined
          ? changeWithin(query, before, after, keys)
          : windowChange(windows.get(query) ?? [], windowsAfter.get(query) ?? []),
      ]),
    );
  }

  /** Removes an order without a query, and sorts an order again that missed a write. */
  #prepareOrders(queries: readonly Query[], node: TreeNode): void {
    const needed = new Map(queries.map((query) => [nameOf(query), query.index]));
    for (const [name, order] of this.#orders) {
      if (!needed.has(name) || !order.isOf(node)) {
        this.#orders.delete(name);
      }
    }
    for (const [name, index] of needed) {
      if (!this.#orders.has(name)) {
        this.#orders.set(name, new ChildOrder(node, index));
      }
    }
  }

  #windows(queries: readonly Query[]): Map<Query, readonly Entry[]> {
    return new Map(
      queries.map((query) => [query, this.#orders.get(nameOf(query))?.window(query, query.limit ?? 0) ?? []]),
    );
  }
}

function nameOf(query: Query): string {
  return neededIndex(query) ?? `.${query.index.kind}`;
}

/** Without a limit, a child is selected or not, independent of the others. */
function changeWithin(query: Query, before: TreeNode, after: TreeNode, keys: readonly string[]): ChangedPart[] {
  const selected = (node: TreeNode, key: string): TreeNode => {
    const child = node.children.get(key);
    return child !== undefined && isWithin([key, child], query) ? child : EMPTY;
  };
  return keys
    .filter((key) => selected(before, key) !== selected(after, key))
    .map((key) => ({ relative: [key], node: selected(after, key) }));
}

function windowChange(before: readonly Entry[], after: readonly Entry[]): ChangedPart[] {
  const [old, now] = withoutCommonEnds(before, after);
  const oldNodes = new Map(old);
  const nowNodes = new Map(now);
  const gone = old.filter(([key]) => !nowNodes.has(key)).map(([key]) => ({ relative: [key], node: EMPTY }));
  const changed = now.filter(([key, node]) => oldNodes.get(key) !== node);
  return [...gone, ...changed.map(([key, node]) => ({ relative: [key], node }))];
}

/** Most of a window stays the same. Only the part between the first and the last difference is compared by key. */
function withoutCommonEnds(a: readonly Entry[], b: readonly Entry[]): [readonly Entry[], readonly Entry[]] {
  const shorter = Math.min(a.length, b.length);
  let front = 0;
  while (front < shorter && sameEntry(a[front], b[front])) {
    front++;
  }
  let back = 0;
  while (back < shorter - front && sameEntry(a[a.length - 1 - back], b[b.length - 1 - back])) {
    back++;
  }
  return [a.slice(front, a.length - back), b.slice(front, b.length - back)];
}

function sameEntry(a: Entry | undefined, b: Entry | undefined): boolean {
  return a?.[0] === b?.[0] && a?.[1] === b?.[1];
}
