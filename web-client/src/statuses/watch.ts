import type { Unsubscribe } from 'firebase/auth';
import {
  type CollectionReference,
  type DocumentReference,
  type DocumentSnapshot,
  onSnapshot,
  type Query,
} from 'firebase/firestore';
import { Expiry, type PresenceError, reportTo, type UserStatus } from '../core/index.ts';
import { followSignIn, type PresenceInstance } from '../session/index.ts';
import { statusesOf } from './status-collection.ts';
import { statusIn } from './status-snapshot.ts';

/** The documents of one source. */
interface Found {
  readonly documents: readonly DocumentSnapshot[];
  readonly fromCache: boolean;
}

/** Starts a listener to a query or a document. */
export type Source = (next: (found: Found) => void, error: (cause: unknown) => void) => Unsubscribe;

export interface Watch {
  /** For the error text: `to` and a verb. */
  readonly what: string;
  /** Returns the queries and documents for the signed-in user. */
  sources(statuses: CollectionReference, uid: string): readonly Source[];
  /** Called when all sources have answered, whenever one of them changes, and when a custom status expires. */
  show(users: readonly UserStatus[], fromCache: boolean): void;
  /** Called when no user is signed in. */
  nobody(): void;
}

/**
 * Starts a listener to statuses that follows the sign-in. All functions that watch statuses use it.
 *
 * @throws `presence/emulator-not-connected`
 */
export function watchStatuses(
  instance: PresenceInstance,
  watch: Watch,
  error: ((error: PresenceError) => void) | undefined,
): Unsubscribe {
  // Throws here, before the sign-in, if the app did not connect to the emulator.
  statusesOf(instance);
  const begin = (uid: string, fail: (cause: unknown) => void) => {
    const sources = watch.sources(statusesOf(instance), uid);
    const found = new Map<Source, Found>();
    const look = (): void => {
      if (found.size < sources.length) return;
      const all = [...found.values()];
      const users = all.flatMap(({ documents }) => documents.map((each) => statusIn(each, instance.now())));
      expiry.watch(users, instance.now());
      watch.show(
        users,
        all.some(({ fromCache }) => fromCache),
      );
    };
    const expiry = new Expiry(look);
    const listen = (source: Source): Unsubscribe =>
      source((latest) => {
        found.set(source, latest);
        look();
      }, fail);
    const stops = [...sources.map(listen), () => expiry.stop()];
    // Without a source, no answer will come.
    if (sources.length === 0) look();
    return {
      stop() {
        for (const stop of stops) stop();
      },
    };
  };
  return followSignIn(instance, { begin, nobody: watch.nobody }, reportTo(error, watch.what));
}

export function ofDocument(document: DocumentReference): Source {
  return (next, error) =>
    onSnapshot(
      document,
      { includeMetadataChanges: true },
      (snapshot) => next({ documents: [snapshot], fromCache: snapshot.metadata.fromCache }),
      error,
    );
}

export function ofQuery(query: Query): Source {
  return (next, error) =>
    onSnapshot(
      query,
      { includeMetadataChanges: true },
      (snapshot) => next({ documents: snapshot.docs, fromCache: snapshot.metadata.fromCache }),
      error,
    );
}
