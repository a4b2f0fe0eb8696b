import type { Path } from './path.ts';

/** A map from paths to values. A loop can walk it together with a tree. */
export interface PathMap<T> {
  value: T | undefined;
  readonly children: Map<string, PathMap<T>>;
}

export function createPathMap<T>(): PathMap<T> {
  return { value: undefined, children: new Map() };
}

export function ensureEntry<T>(map: PathMap<T>, path: Path): PathMap<T> {
  let entry = map;
  for (const key of path) {
    let next = entry.children.get(key);
    if (next === undefined) {
      next = createPathMap<T>();
      entry.children.set(key, next);
    }
    entry = next;
  }
  return entry;
}

/** Removes the entry at a path, and every ancestor without another entry. */
export function removeEntry<T>(map: PathMap<T>, path: Path): void {
  const [key, ...rest] = path;
  if (key === undefined) {
    map.value = undefined;
    return;
  }
  const child = map.children.get(key);
  if (child === undefined) {
    return;
  }
  removeEntry(child, rest);
  if (child.value === undefined && child.children.size === 0) {
    map.children.delete(key);
  }
}

export function* entriesOf<T>(map: PathMap<T>, path: Path = []): Generator<[Path, T]> {
  if (map.value !== undefined) {
    yield [path, map.value];
  }
  for (const [key, child] of map.children) {
    yield* entriesOf(child, [...path, key]);
  }
}
