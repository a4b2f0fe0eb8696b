import { Map as PersistentMap } from 'immutable';
import { type Path, PRIORITY_KEY } from './path.ts';
import type { PathMap } from './path-map.ts';

export type Leaf = string | number | boolean;
export type Priority = string | number | null;

/**
 * A node of the database: empty, a leaf, or a branch with children. Nodes never change. So the state before a write costs nothing, and
 * `===` shows that a whole subtree is equal. Children are in a map, in which a key such as `__proto__` has no special meaning.
 */
export interface TreeNode {
  readonly value: Leaf | null;
  readonly priority: Priority;
  readonly children: Children;
}

/** Shares all unchanged parts with the map before it. A change of one of ten thousand children costs about as much as of one of ten. */
type Children = PersistentMap<string, TreeNode>;

const NO_CHILDREN: Children = PersistentMap();

export const EMPTY: TreeNode = { value: null, priority: null, children: NO_CHILDREN };

export function leaf(value: Leaf, priority: Priority = null): TreeNode {
  return { value, priority, children: NO_CHILDREN };
}

/** Nodes without content disappear: empty children are left out, and a branch without children is EMPTY. */
export function branch(entries: Iterable<readonly [string, TreeNode]>, priority: Priority = null): TreeNode {
  const children = NO_CHILDREN.withMutations((building) => {
    for (const [key, child] of entries) {
      if (!isEmpty(child)) {
        building.set(key, child);
      }
    }
  });
  return children.size === 0 ? EMPTY : { value: null, priority, children };
}

export function isEmpty(node: TreeNode): boolean {
  return node.value === null && node.children.size === 0;
}

export function childOf(node: TreeNode, key: string): TreeNode {
  return node.children.get(key) ?? (key === PRIORITY_KEY ? priorityNode(node.priority) : EMPTY);
}

export function priorityNode(priority: Priority): TreeNode {
  return priority === null ? EMPTY : leaf(priority);
}

/** An empty node has no priority. */
function withPriority(node: TreeNode, { value }: TreeNode): TreeNode {
  const priority = typeof value === 'boolean' ? null : value;
  return isEmpty(node) || node.priority === priority ? node : { ...node, priority };
}

export function nodeAt(root: TreeNode, path: Path): TreeNode {
  return path.reduce(childOf, root);
}

/** Applies all writes at once. Each part that equals the part before it stays the same object. */
export function applyWrites(node: TreeNode, writes: PathMap<TreeNode>): TreeNode {
  if (writes.value !== undefined) {
    return sharedWith(node, writes.value);
  }
  const changed = withChildren(node, applyToChildren(node, writes));
  const priority = writes.children.get(PRIORITY_KEY)?.value;
  return priority === undefined ? changed : withPriority(changed, priority);
}

function applyToChildren(node: TreeNode, writes: PathMap<TreeNode>): Children {
  let { children } = node;
  for (const [key, below] of writes.children) {
    const before = childOf(node, key);
    const after = key === PRIORITY_KEY ? before : applyWrites(before, below);
    if (after !== before) {
      children = isEmpty(after) ? children.delete(key) : children.set(key, after);
    }
  }
  return children;
}

function withChildren(node: TreeNode, children: Children): TreeNode {
  if (children === node.children) {
    return node;
  }
  return children.size === 0 ? EMPTY : { value: null, priority: node.priority, children };
}

function sharedWith(before: TreeNode, after: TreeNode): TreeNode {
  if (before.children.size === 0 || after.children.size === 0) {
    return sameNode(before, after) ? before : after;
  }
  const children = after.children.map((child, key) => sharedWith(childOf(before, key), child));
  const same =
    before.priority === after.priority &&
    before.children.size === after.children.size &&
    children.every((child, key) => child === before.children.get(key));
  return same ? before : { value: null, priority: after.priority, children };
}

export function sameNode(a: TreeNode, b: TreeNode): boolean {
  if (a === b) {
    return true;
  }
  if (a.value !== b.value || a.priority !== b.priority || a.children.size !== b.children.size) {
    return false;
  }
  for (const [key, child] of a.children) {
    const other = b.children.get(key);
    if (other === undefined || !sameNode(child, other)) {
      return false;
    }
  }
  return true;
}

/** The keys whose child differs between two nodes. */
export function changedKeys(before: TreeNode, after: TreeNode): string[] {
  const removed = [...before.children.keys()].filter((key) => !after.children.has(key));
  const changed = [...after.children].filter(([key, child]) => before.children.get(key) !== child);
  return [...removed, ...changed.map(([key]) => key)];
}
