import { type DatabaseReference, type DataSnapshot, onValue } from 'firebase/database';
import { Retry } from '../core/index.ts';

export interface NodeEvents {
  changed(snapshot: DataSnapshot): void;
  /** Called once when the server refused twice in a row. Called again only after the listener has worked. */
  failed(error: unknown): void;
}

export interface NodeListener {
  /** Listens again now if the server refused it, because the user's rights may have changed. */
  retry(): void;
  stop(): void;
}

/**
 * Listens to a node that the security rules can refuse. At a sign-out the server cancels listeners by their path. A user who has signed in
 * again by then would lose the new listener. So the client repeats the first refused listener without waiting, and further ones later.
 */
export function listenToNode(node: DatabaseReference, { changed, failed }: NodeEvents): NodeListener {
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
