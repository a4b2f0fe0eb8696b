import { type Path, startsWith } from '../data/path.ts';
import type { Write } from '../data/writes.ts';
import { isObject } from '../json.ts';

/** The writes for the end of a connection. One entry is one commit, so that an update stays atomic. */
export class OnDisconnectQueue {
  #operations: readonly (readonly Write[])[] = [];

  /** Registers writes. They replace earlier ones at or below their paths. */
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

  /** Returns the registered writes, and forgets them. */
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

/** A cancellation below a registered value keeps the other children of the value, as the queue of the SDK does. */
function splitAbove(write: Write, cancelled: Path): Write[] {
  const leadsBelow = cancelled.length > write.path.length && startsWith(cancelled, write.path);
  if (!leadsBelow || !isObject(write.json) || Object.keys(write.json).some((key) => key.startsWith('.'))) {
    return [write];
  }
  return Object.entries(write.json).flatMap(([key, json]) =>
    splitAbove({ path: [...write.path, key], json }, cancelled),
  );
}
