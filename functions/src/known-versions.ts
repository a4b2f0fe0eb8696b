import type { Status } from '@firebase-presence/contract';
import type { Timestamp } from 'firebase-admin/firestore';
import { LRUCache } from 'lru-cache';

/** What a status document said when this worker last read or wrote it. */
export interface KnownVersion {
  stands: Status | null;
  /** Firestore's time of the write that made it; undefined if there is no document. */
  updateTime: Timestamp | undefined;
  /** When it was made, at the latest, by this worker's `performance.now()`. */
  since: number;
}

/** Some hundred bytes each. */
const MOST = 10_000;

/**
 * What this worker knows of status documents, so that whoever goes offline is told of without reading first. Only of those that say
 * online: nobody but the function writes these, while the owner's own client may write one that says offline.
 */
export class KnownVersions {
  readonly #byPath = new LRUCache<string, KnownVersion>({ max: MOST });

  get(path: string): KnownVersion | undefined {
    return this.#byPath.get(path);
  }

  set(path: string, version: KnownVersion): void {
    if (version.stands?.state === 'online') this.#byPath.set(path, version);
    else this.#byPath.delete(path);
  }

  /** It is another one by now. */
  forget(path: string): void {
    this.#byPath.delete(path);
  }
}
