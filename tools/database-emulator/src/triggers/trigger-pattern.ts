import { type Path, PRIORITY_KEY } from '../data/path.ts';
import type { PathMap } from '../data/path-map.ts';
import { changedKeys, childOf, type TreeNode } from '../data/tree.ts';
import { UnsupportedError } from '../unsupported.ts';

/** The path of a trigger: keys, and `ANY_KEY` for `{name}`. */
export type TriggerPattern = readonly (string | typeof ANY_KEY)[];

const ANY_KEY = Symbol('any key');

export interface Match {
  readonly path: Path;
  readonly before: TreeNode;
  readonly after: TreeNode;
}

export function parseTriggerPattern(text: string): TriggerPattern {
  return text
    .split('/')
    .filter((segment) => segment !== '')
    .map(parseSegment);
}

function parseSegment(segment: string): string | typeof ANY_KEY {
  if (/^(\*|\{\w+(=\*)?\})$/.test(segment)) {
    return ANY_KEY;
  }
  if (/[*{}]/.test(segment)) {
    throw new UnsupportedError(`"${segment}" in the path of a function's trigger`);
  }
  return segment;
}

/** Returns every node that matches the pattern and that a write changed: one for a write below it, one per child for a write above. */
export function* matchChanges(
  pattern: TriggerPattern,
  place: Match,
  writes: PathMap<TreeNode> | undefined,
): Generator<Match> {
  const { path, before, after } = place;
  if (before === after) {
    return;
  }
  const segment = pattern[path.length];
  if (segment === undefined) {
    yield place;
    return;
  }
  const partial = writes?.value === undefined ? writes : undefined;
  for (const key of segment === ANY_KEY ? touchedKeys(before, after, partial) : [segment]) {
    const below = partial?.children.get(key);
    if (partial === undefined || below !== undefined) {
      yield* matchChanges(
        pattern,
        { path: [...path, key], before: childOf(before, key), after: childOf(after, key) },
        below,
      );
    }
  }
}

function touchedKeys(before: TreeNode, after: TreeNode, writes: PathMap<TreeNode> | undefined): Iterable<string> {
  return writes === undefined
    ? changedKeys(before, after)
    : [...writes.children.keys()].filter((key) => key !== PRIORITY_KEY);
}
