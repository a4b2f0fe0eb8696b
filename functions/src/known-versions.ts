import type { Status } from '@firebase-presence/contract';
import { LRUCache } from 'lru-cache';

/** The version of a user's status in one target that this worker last read or wrote. */
export interface KnownVersion<Version> {
  status: Status | null;
  /** What a write names as the version that it replaces; undefined if the target has no status of the user. */
  version: Version | undefined;
  /** The latest possible time of that write, by this worker's `performance.now()`, in milliseconds. */
  writtenBefore: number;
}

/** How many known versions a worker has at most for each target. Each takes a few hundred bytes. */
const MAX_STATUSES = 10_000;

/**
 * The known versions of this worker, in one target. They save the read before the write when a user goes offline. A worker keeps only
 * versions that say `online`, because only the functions can change those. A user's own client can replace `offline` by `online`.
 */
export class KnownVersions<Version> {
  readonly #byPath = new LRUCache<string, KnownVersion<Version>>({ max: MAX_STATUSES });

  get(path: string): KnownVersion<Version> | undefined {
    return this.#byPath.get(path);
  }

  set(path: string, version: KnownVersion<Version>): void {
    if (version.status?.state === 'online') this.#byPath.set(path, version);
    else this.#byPath.delete(path);
  }

  forget(path: string): void {
    this.#byPath.delete(path);
  }
}
