import { changedKeys, childOf, isEmpty, type TreeNode } from './tree.ts';
import { jsonFromNode } from './tree-json.ts';

/**
 * What functions receive beside the old value: their SDK merges it in at every depth, so that a removed key must be
 * an explicit null wherever it lies; the new value alone would bring deleted keys back.
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

/** Priorities are nothing that functions see. */
export function sameValue(a: TreeNode, b: TreeNode): boolean {
  if (a === b) {
    return true;
  }
  if (a.value !== b.value || a.children.size !== b.children.size || isEmpty(a) !== isEmpty(b)) {
    return false;
  }
  return changedKeys(a, b).every((key) => b.children.has(key) && sameValue(childOf(a, key), childOf(b, key)));
}
