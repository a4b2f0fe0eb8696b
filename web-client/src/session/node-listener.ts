import { type DatabaseReference, type DataSnapshot, onValue } from 'firebase/database';
import { Retry } from '../core/index.ts';

export interface NodeEvents {
  changed(snapshot: DataSnapshot): void;
  /** Refused twice in a row. Called once until the listener works again. */
  failed(error: unknown): void;
}

export interface NodeListener {
  /** Listens again now if the server refused it, because the user's rights may have changed. */
  retry(): void;
  stop(): void;
}

/**
 * Listens to a node that the rules can refuse. At a sign-out the server cancels listeners by their path, and a user who has signed in again by
 * then would lose the new listener. So the first refusal is tried again at once, and further ones later.
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
        retry.later();
      },
    );
  };
  const retry = new Retry(listen);
  listen();
  return {
    retry: () => retry.now(),
    stop: () => {
      retry.cancel();
      stop();
    },
  };
}
