import fc from 'fast-check';
import { EMPTY, type TreeNode } from './tree.ts';
import { nodeFromJson } from './tree-json.ts';

/** Few keys, so that random trees have common keys. Some of them have a meaning for JavaScript objects. */
const KEYS = ['a', 'b', '1', '__proto__', 'constructor'];

const leaves = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.boolean(), fc.constantFrom('', 'x', 'y'));

const json = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    leaves,
    fc.array(fc.tuple(fc.constantFrom(...KEYS), tie('node')), { maxLength: 4 }).map(objectOf),
  ),
})).node;

/** JSON as clients write it, null included. */
const randomJson = fc.option(json);

export const randomTree = randomJson.map(treeOf);

export const randomPath = fc.array(fc.constantFrom(...KEYS), { maxLength: 3 });

export function treeOf(value: unknown): TreeNode {
  return nodeFromJson(value, { now: 0, existing: EMPTY, depth: 0 });
}

function objectOf(entries: readonly (readonly [string, unknown])[]): object {
  const object: Record<string, unknown> = Object.create(null);
  for (const [key, value] of entries) {
    object[key] = value;
  }
  return object;
}
