import {
  type DatabaseReference,
  serverTimestamp as databaseTimestamp,
  onDisconnect,
  onValue,
  ref,
  set,
} from 'firebase/database';
import { doc, serverTimestamp, setDoc } from 'firebase/firestore';
import type { Device } from '../people.ts';

/**
 * A documentation-style client, rebuilt from the description in Firebase's documentation. It replaces the user's flat record as a whole.
 * The server does the same when the socket ends. The client also writes the state into Firestore.
 *
 * @returns the refusals, which the documented client ignores
 */
export function documentedClient(
  { database, firestore }: Device,
  uid: string,
): { refusals: unknown[]; stop: () => void } {
  const refusals: unknown[] = [];
  const node = ref(database, `status/${uid}`);
  // Async, because Firestore throws after the page was closed. That error would occur inside Firebase's own code.
  const setState = async (state: 'online' | 'offline'): Promise<void> =>
    setDoc(doc(firestore, 'status', uid), { state, last_changed: serverTimestamp() });
  const writeState = (state: 'online' | 'offline'): void => {
    setState(state).catch((error: unknown) => refusals.push(error));
  };
  const stop = onValue(ref(database, '.info/connected'), (connected) => {
    if (connected.val() !== true) {
      writeState('offline');
      return;
    }
    // The documented client ignores these refusals too. Here they must not end the process.
    announce(node, () => writeState('online')).catch((error: unknown) => refusals.push(error));
  });
  return { refusals, stop };
}

async function announce(node: DatabaseReference, announced: () => void): Promise<void> {
  await onDisconnect(node).set({ state: 'offline', last_changed: databaseTimestamp() });
  const written = set(node, { state: 'online', last_changed: databaseTimestamp() });
  announced();
  await written;
}
