import { changedKeys, childOf, isEmpty, type TreeNode } from './tree.ts';
import { jsonFromNode } from './tree-json.ts';

/**
 * The part of an event beside the old value. The functions SDK merges it into the old value at every depth. So a removed key has to be
 * an explicit null at its depth. With the new value alone, deleted keys would come back.
 */
export function deltaBetween(before: TreeNode, after: TreeNode): unknown {
  if (before.children.size === 0 || after.children.size === 0) {
    return jsonFromNode(after);
  }
  const delta: Record<string, unknown> = Object.create(null);
  for (const key of changedKeys(before, after)) {
    delta[key] = deltaBetween(childOf(before, key), childOf(after, key));
  }
  return delta;
}

/** Functions do not see priorities. */
export function sameValue(a: TreeNode, b: TreeNode): boolean {
  if (a === b) {
    return true;
  }
  if (a.value !== b.value || a.children.size !== b.children.size || isEmpty(a) !== isEmpty(b)) {
    return false;
  }
  return changedKeys(a, b).every((key) => b.children.has(key) && sameValue(childOf(a, key), childOf(b, key)));
}
