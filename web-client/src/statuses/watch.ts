import type { Unsubscribe } from 'firebase/auth';
import {
  type CollectionReference,
  type DocumentReference,
  type DocumentSnapshot,
  onSnapshot,
  type Query,
} from 'firebase/firestore';
import { ExpiryTimer, errorReporter, type PresenceError, type UserStatus } from '../core/index.ts';
import { followSignIn, type PresenceInstance } from '../session/index.ts';
import { statusesOf } from './status-collection.ts';
import { statusIn } from './status-snapshot.ts';

/** The documents of one source. */
interface SourceResult {
  readonly documents: readonly DocumentSnapshot[];
  readonly fromCache: boolean;
}

/** Starts a listener to a query or a document. */
export type Source = (next: (found: SourceResult) => void, error: (cause: unknown) => void) => Unsubscribe;

export interface StatusListener {
  /** For the error text, for example `watch the statuses`. */
  readonly action: string;
  /** Returns the queries and documents for the signed-in user. */
  sources(statuses: CollectionReference, uid: string): readonly Source[];
  /** Called when all sources have answered, whenever one of them changes, and when a custom status expires. */
  onChange(users: readonly UserStatus[], fromCache: boolean): void;
  /** Called when no user is signed in. */
  onSignedOut(): void;
}

/**
 * Starts a listener to statuses that follows the sign-in. All functions that watch statuses use it.
 *
 * @throws `presence/emulator-not-connected`
 */
export function watchStatuses(
  instance: PresenceInstance,
  listener: StatusListener,
  error: ((error: PresenceError) => void) | undefined,
): Unsubscribe {
  // Throws here, before the sign-in, if the app did not connect to the emulator.
  statusesOf(instance);
  const start = (uid: string, fail: (cause: unknown) => void) => {
    const sources = listener.sources(statusesOf(instance), uid);
    const results = new Map<Source, SourceResult>();
    const update = (): void => {
      if (results.size < sources.length) return;
      const all = [...results.values()];
      const users = all.flatMap(({ documents }) => documents.map((each) => statusIn(each, instance.now())));
      expiry.watch(users, instance.now());
      listener.onChange(
        users,
        all.some(({ fromCache }) => fromCache),
      );
    };
    const expiry = new ExpiryTimer(update);
    const listen = (source: Source): Unsubscribe =>
      source((latest) => {
        results.set(source, latest);
        update();
      }, fail);
    const stops = [...sources.map(listen), () => expiry.stop()];
    // Without a source, no answer will come.
    if (sources.length === 0) update();
    return {
      stop() {
        for (const stop of stops) stop();
      },
    };
  };
  return followSignIn(instance, { start, onSignedOut: listener.onSignedOut }, errorReporter(error, listener.action));
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
