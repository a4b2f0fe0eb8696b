import { type DatabaseReference, type DataSnapshot, onValue } from 'firebase/database';

/**
 * Listens to a node of the user's own. When somebody signs out, the server ends the listeners that they may no longer have, and says
 * so by their path; whoever has signed in again by then would lose the new listener to that. So one refusal is tried again.
 *
 * @param failed called when it is refused twice in a row
 * @returns removes the listener
 */
export function onOwnNodeChanged(
  node: DatabaseReference,
  next: (snapshot: DataSnapshot) => void,
  failed: (error: unknown) => void,
): () => void {
  let refused = false;
  const listen = (): (() => void) =>
    onValue(
      node,
      (snapshot) => {
        refused = false;
        next(snapshot);
      },
      (error) => {
        if (refused) {
          failed(error);
          return;
        }
        refused = true;
        stop = listen();
      },
    );
  let stop = listen();
  return () => stop();
}
