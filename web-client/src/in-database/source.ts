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
 */
export function sourceOf(instance: PresenceInstance, signedIn: string, parts: readonly Part[]): Source {
  return ({ next, failed }) => {
    const databases = new Set(parts.map(({ database }) => database));
    for (const database of databases) assertEmulated(instance.auth, database);
    const snapshots = new Map<Part, DataSnapshot>();
    const connected = new Set<Database>();
    /** The parts that the database refuses. */
    const refused = new Set<Part>();
    let targets: 'unknown' | 'written' | 'not written' = 'unknown';
    const update = (): void => {
      if (targets !== 'written' || snapshots.size < parts.length) return;
      const fromCache = parts.some(({ database }) => !connected.has(database));
      next({ statuses: parts.flatMap((part) => read(part)), fromCache });
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
            refused.delete(part);
            snapshots.set(part, snapshot);
            update();
          },
          failed(error) {
            // One error for all users, because the cause is the same.
            if (refused.size === 0) failed(error);
            refused.add(part);
          },
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
