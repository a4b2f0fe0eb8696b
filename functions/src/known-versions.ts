import type { Status } from '@firebase-presence/contract';
import type { Timestamp } from 'firebase-admin/firestore';
import { LRUCache } from 'lru-cache';

/** The version of a status document that this worker last read or wrote. */
export interface KnownVersion {
  status: Status | null;
  /** Firestore's time of the write; undefined if there is no document. */
  updateTime: Timestamp | undefined;
  /** The latest possible time of that write, by this worker's `performance.now()`, in milliseconds. */
  writtenBefore: number;
}

/** How many known versions a worker has at most. Each takes a few hundred bytes. */
const MAX_DOCUMENTS = 10_000;

/**
 * The known versions of this worker. They save the read before the write when a user goes offline. A worker keeps only versions that say
 * `online`, because only the functions can change those. A user's own client can replace `offline` by `online`.
 */
export class KnownVersions {
  readonly #byPath = new LRUCache<string, KnownVersion>({ max: MAX_DOCUMENTS });

  get(path: string): KnownVersion | undefined {
    return this.#byPath.get(path);
  }

  set(path: string, version: KnownVersion): void {
    if (version.status?.state === 'online') this.#byPath.set(path, version);
    else this.#byPath.delete(path);
  }

  forget(path: string): void {
    this.#byPath.delete(path);
  }
}
