import type { Unsubscribe } from 'firebase/auth';
import { ExpiryTimer, errorReporter, type PresenceError, type UserStatus } from '../core/index.ts';
import { followSignIn, type PresenceInstance } from '../session/index.ts';
import { type ActiveSource, type Source, type SourceResult, type StatusReader, userStatusOf } from './status-reader.ts';

export interface StatusListener {
  /** For the error text, for example `watch the statuses`. */
  readonly action: string;
  /** Returns the sources for the signed-in user. */
  sources(signedIn: string): readonly Source[];
  /** Called when all sources have answered, whenever one of them changes, and when a custom status expires. */
  onChange(users: readonly UserStatus[], fromCache: boolean, atLimit: boolean): void;
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
  reader: StatusReader,
  listener: StatusListener,
  error: ((error: PresenceError) => void) | undefined,
): Unsubscribe {
  // Throws here, before the sign-in, if the app did not connect to the emulator.
  reader.check(instance);
  const failed = errorReporter(error, listener.action);
  const start = (signedIn: string, ended: (cause: unknown) => void) => {
    const sources = listener.sources(signedIn);
    const results = new Map<Source, SourceResult>();
    const update = (): void => {
      if (results.size < sources.length) return;
      const all = [...results.values()];
      const users = all.flatMap(({ statuses }) => statuses.map((each) => userStatusOf(each, instance.now())));
      expiry.watch(users, instance.now());
      listener.onChange(
        users,
        all.some(({ fromCache }) => fromCache),
        all.some(({ atLimit }) => atLimit),
      );
    };
    const expiry = new ExpiryTimer(update);
    const listen = (source: Source): ActiveSource =>
      source({
        next(latest) {
          results.set(source, latest);
          update();
        },
        ended,
        failed,
      });
    const active = sources.map(listen);
    // Without a source, no answer will come.
    if (sources.length === 0) update();
    return {
      retry() {
        for (const source of active) source.retry?.();
      },
      stop() {
        for (const source of active) source.stop();
        expiry.stop();
      },
    };
  };
  return followSignIn(instance, { start, onSignedOut: listener.onSignedOut }, failed);
}
