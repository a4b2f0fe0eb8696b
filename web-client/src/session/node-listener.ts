import { type DataSnapshot, onValue, type Query } from 'firebase/database';
import { Retry } from '../core/index.ts';

export interface NodeEvents {
  changed(snapshot: DataSnapshot): void;
  /** Called when the database has refused twice in a row. Called again only if the listener has worked in between. */
  failed(error: unknown): void;
}

export interface NodeListener {
  /** Listens again now if the database refused it, because the user's rights may have changed. */
  retry(): void;
  stop(): void;
}

/**
 * Listens to a node that the security rules can refuse. At a sign-out the database cancels all listeners at a path. A user who has signed
 * in again by then would lose the new listener too. So the client repeats a listener without waiting after the first refusal, and with a
 * delay after further ones.
 */
export function listenToNode(node: Query, { changed, failed }: NodeEvents): NodeListener {
  let refusals = 0;
  let stop: () => void = () => undefined;
  const listen = (): void => {
    stop = onValue(
      node,
      (snapshot) => {
        refusals = 0;
        retry.reset();
        changed(snapshot);
      },
      (error) => {
        refusals++;
        if (refusals === 1) {
          listen();
          return;
        }
        if (refusals === 2) failed(error);
        retry.schedule();
      },
    );
  };
  const retry = new Retry(listen);
  listen();
  return {
    retry: () => retry.runNow(),
    stop: () => {
      retry.cancel();
      stop();
    },
  };
}
