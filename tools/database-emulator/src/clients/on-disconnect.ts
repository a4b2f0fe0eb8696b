import { type Path, startsWith } from '../data/path.ts';
import type { Write } from '../data/writes.ts';
import { isObject } from '../json.ts';

/** What to write when a connection ends: one entry is one commit, so that an update stays atomic. */
export class OnDisconnectQueue {
  #operations: readonly (readonly Write[])[] = [];

  /** A later registration supersedes earlier ones at or below its places. */
  register(writes: readonly Write[]): void {
    for (const { path } of writes) {
      this.#dropBelow(path);
    }
    this.#operations = [...this.#operations, writes];
  }

  cancel(path: Path): void {
    this.#operations = this.#operations.map((writes) => writes.flatMap((write) => splitAbove(write, path)));
    this.#dropBelow(path);
  }

  /** Hands out what is registered, once. */
  takeAll(): readonly (readonly Write[])[] {
    const operations = this.#operations;
    this.#operations = [];
    return operations;
  }

  #dropBelow(path: Path): void {
    this.#operations = this.#operations
      .map((writes) => writes.filter((write) => !startsWith(write.path, path)))
      .filter((writes) => writes.length > 0);
  }
}

/** Cancelling below a registered value keeps the value's other children, as the SDK's own queue does. */
function splitAbove(write: Write, cancelled: Path): Write[] {
  const leadsBelow = cancelled.length > write.path.length && startsWith(cancelled, write.path);
  if (!leadsBelow || !isObject(write.json) || Object.keys(write.json).some((key) => key.startsWith('.'))) {
    return [write];
  }
  return Object.entries(write.json).flatMap(([key, json]) =>
    splitAbove({ path: [...write.path, key], json }, cancelled),
  );
}
