import { type DataSnapshot, onValue, type Query } from 'firebase/database';
import { Retry } from '../core/index.ts';

export interface NodeEvents {
  changed(snapshot: DataSnapshot): void;
  /**
   * Called when the database has refused twice in a row, or three times if {@link refused} is there to help. Called again only if the
   * listener has worked in between.
   */
  failed(error: unknown): void;
  /** Called at the second refusal in a row, and at every other one after it. */
  refused?(): void;
}

export interface NodeListener {
  /** Listens again now if the database refused it, because the user's rights may have changed. */
  retry(): void;
  stop(): void;
  /** True from a refusal until the database sends the node. */
  isRefused(): boolean;
}

/**
 * Listens to a node that the security rules can refuse. At a sign-out the database cancels all listeners at a path. A user who has signed
 * in again by then would lose the new listener too. So the client repeats a listener without waiting after the first refusal, and with a
 * delay after further ones.
 */
export function listenToNode(node: Query, { changed, failed, refused }: NodeEvents): NodeListener {
  const patience = refused ? 3 : 2;
  let refusals = 0;
  let isStopped = false;
  let stopListening: () => void = () => undefined;
  const listen = (): void => {
    stopListening = onValue(
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
        // Not at each one, because a new token repeats what was refused.
        if (refusals % 2 === 0) refused?.();
        if (refusals === patience) failed(error);
        // The app can remove the listener in the call.
        if (!isStopped) retry.schedule();
      },
    );
    // The SDK calls back before `onValue` returns if it knows the node.
    if (isStopped) stopListening();
  };
  const retry = new Retry(listen);
  listen();
  return {
    retry: () => retry.runNow(),
    isRefused: () => refusals > 0,
    stop: () => {
      isStopped = true;
      retry.cancel();
      stopListening();
    },
  };
}
