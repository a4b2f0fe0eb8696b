import type { TreeNode } from '../data/tree.ts';
import { compareEntries, type Entry, type Index, inOrder, isAfterStart, isBeforeEnd, type Query } from './query.ts';

/** The children of one node in the order of one index. A write costs one search for each changed child, and no sort. */
export class ChildOrder {
  readonly #index: Index;
  #node: TreeNode;
  #entries: Entry[];

  constructor(node: TreeNode, index: Index) {
    this.#index = index;
    this.#node = node;
    this.#entries = inOrder([...node.children], index);
  }

  isOf(node: TreeNode): boolean {
    return this.#node === node;
  }

  /** `keys` are the children that differ between the last node and `after`. */
  follow(after: TreeNode, keys: readonly string[]): void {
    // From this number on, the changes together cost more than a sort.
    if (keys.length > this.#entries.length / 4) {
      this.#entries = inOrder([...after.children], this.#index);
    } else {
      for (const key of keys) {
        this.#replace(key, this.#node.children.get(key), after.children.get(key));
      }
    }
    this.#node = after;
  }

  /** Returns the children that a query with a limit selects, in order. */
  window(query: Query, limit: number): readonly Entry[] {
    const start = firstWhere(this.#entries, (entry) => isAfterStart(entry, query));
    const end = firstWhere(this.#entries, (entry) => !isBeforeEnd(entry, query));
    return query.limitFrom === 'first'
      ? this.#entries.slice(start, Math.min(start + limit, end))
      : this.#entries.slice(Math.max(end - limit, start), Math.max(end, start));
  }

  #replace(key: string, before: TreeNode | undefined, after: TreeNode | undefined): void {
    if (before !== undefined) {
      this.#entries.splice(this.#placeOf([key, before]), 1);
    }
    if (after !== undefined) {
      this.#entries.splice(this.#placeOf([key, after]), 0, [key, after]);
    }
  }

  #placeOf(entry: Entry): number {
    return firstWhere(this.#entries, (other) => compareEntries(other, entry, this.#index) >= 0);
  }
}

/** The first index whose entry passes. All entries after it have to pass too. */
function firstWhere(entries: readonly Entry[], passes: (entry: Entry) => boolean): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = entries[middle];
    if (entry !== undefined && passes(entry)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
