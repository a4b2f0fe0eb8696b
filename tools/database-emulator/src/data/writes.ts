import { InvalidRequestError } from '../invalid-request.ts';
import { isObject } from '../json.ts';
import { type Path, PRIORITY_KEY, parseDataPath, pathText } from './path.ts';
import { createPathMap, type PathMap } from './path-map.ts';
import { nodeAt, type TreeNode } from './tree.ts';
import { nodeFromJson, priorityNodeFromJson } from './tree-json.ts';

/** A path and the value that a client wants to write there, as received. */
export interface Write {
  readonly path: Path;
  readonly json: unknown;
}

/** The parts of a multi-path update, whose keys may be deep paths. */
export function writesOfUpdate(base: Path, json: unknown): Write[] {
  if (!isObject(json)) {
    throw new InvalidRequestError('Invalid data; an update must be an object');
  }
  return Object.entries(json).map(([key, value]) => ({ path: [...base, ...parseRelativePath(key)], json: value }));
}

/** Resolves all parts against the same state and the same clock value. */
export function resolveWrites(writes: readonly Write[], root: TreeNode, now: number): PathMap<TreeNode> {
  const resolved = createPathMap<TreeNode>();
  for (const { path, json } of writes) {
    insert(resolved, path, resolveWrite({ path, json }, root, now));
  }
  return resolved;
}

function resolveWrite({ path, json }: Write, root: TreeNode, now: number): TreeNode {
  const moment = { now, existing: nodeAt(root, path), depth: path.length };
  if (path.at(-1) === PRIORITY_KEY) {
    return priorityNodeFromJson(json, moment);
  }
  if (path.includes(PRIORITY_KEY)) {
    throw new InvalidRequestError('A priority has no children');
  }
  return nodeFromJson(json, moment);
}

function parseRelativePath(key: string): Path {
  const path = parseDataPath(key);
  if (path.length === 0) {
    throw new InvalidRequestError(`Invalid path ${JSON.stringify(key)} in an update`);
  }
  return path;
}

/** If one part contains another, their order is undefined. So both are rejected, as the service does. */
function insert(resolved: PathMap<TreeNode>, path: Path, node: TreeNode): void {
  let entry = resolved;
  for (const key of path) {
    refuseOverlap(entry.value !== undefined, path);
    let next = entry.children.get(key);
    if (next === undefined) {
      next = createPathMap<TreeNode>();
      entry.children.set(key, next);
    }
    entry = next;
  }
  refuseOverlap(entry.value !== undefined || entry.children.size > 0, path);
  entry.value = node;
}

function refuseOverlap(overlaps: boolean, path: Path): void {
  if (overlaps) {
    throw new InvalidRequestError(`Two paths of one update overlap at /${pathText(path)}`);
  }
}
