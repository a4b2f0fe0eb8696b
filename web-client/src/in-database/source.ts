import { saysNoPublicStatuses, TARGETS_PATH } from '@firebase-presence/contract';
import { type Database, type DataSnapshot, onValue, type Query, ref } from 'firebase/database';
import { assertEmulated, listenToNode, type PresenceInstance } from '../session/index.ts';
import type { Source, StoredStatus } from '../statuses/index.ts';
import { notWritten } from './targets.ts';

/** A node or a query that a source listens to. */
export interface Part {
  readonly database: Database;
  readonly query: Query;
  /** @param isConnected whether this client has a connection to that database */
  read(snapshot: DataSnapshot, isConnected: boolean): StoredStatus[];
}

/**
 * Listens to all parts, and calls `next` when all have answered. Reports an error instead while the functions do not write public statuses.
 *
 * @param limit the largest number of users that the query of a part finds
 */
export function sourceOf(
  instance: PresenceInstance,
  signedIn: string,
  parts: readonly Part[],
  limit: number = Number.POSITIVE_INFINITY,
): Source {
  return ({ next, failed }) => {
    const databases = new Set(parts.map(({ database }) => database));
    for (const database of databases) assertEmulated(instance.auth, database);
    const snapshots = new Map<Part, DataSnapshot>();
    const connected = new Set<Database>();
    let targets: 'unknown' | 'written' | 'not written' = 'unknown';
    const update = (): void => {
      if (targets !== 'written' || snapshots.size < parts.length) return;
      const fromCache = parts.some(({ database }) => !connected.has(database));
      const atLimit = [...snapshots.values()].some(({ size }) => size >= limit);
      next({ statuses: parts.flatMap((part) => read(part)), fromCache, atLimit });
    };
    const read = (part: Part): StoredStatus[] => {
      const snapshot = snapshots.get(part);
      return snapshot ? part.read(snapshot, connected.has(part.database)) : [];
    };
    const stopConnected = [...databases].map((database) =>
      onValue(ref(database, '.info/connected'), (snapshot) => {
        if (snapshot.val() === true) connected.add(database);
        else connected.delete(database);
        update();
      }),
    );
    const listeners = [
      listenToNode(ref(instance.database(signedIn), TARGETS_PATH), {
        changed(snapshot) {
          const was = targets;
          targets = saysNoPublicStatuses(snapshot.val()) ? 'not written' : 'written';
          if (targets === 'not written' && was !== targets) failed(notWritten('read the statuses'));
          update();
        },
        // The rules refuse the statuses too, and their listener reports it.
        failed: () => undefined,
      }),
      ...parts.map((part) =>
        listenToNode(part.query, {
          changed(snapshot) {
            snapshots.set(part, snapshot);
            update();
          },
          failed,
        }),
      ),
    ];
    const stopOwn = instance.ownState.listen({ next: update });
    return {
      retry() {
        for (const listener of listeners) listener.retry();
      },
      stop() {
        for (const stop of [...stopConnected, stopOwn]) stop();
        for (const listener of listeners) listener.stop();
      },
    };
  };
}
