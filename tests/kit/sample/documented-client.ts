import {
  type Database,
  type DatabaseReference,
  serverTimestamp as databaseTimestamp,
  onDisconnect,
  onValue,
  ref,
  set,
} from 'firebase/database';
import { doc, type Firestore, serverTimestamp, setDoc } from 'firebase/firestore';

/**
 * Starts a documentation-style client, rebuilt from the description in Firebase's documentation. It replaces the flat record of its user
 * as a whole. The server does so too when the connection ends. The client also writes the same state to Firestore.
 *
 * @returns the errors of refused writes, which the client of the documentation ignores, and what stops the client
 */
export function documentedClient(
  { database, firestore }: { database: Database; firestore: Firestore },
  uid: string,
): { refusals: unknown[]; stop: () => void } {
  const refusals: unknown[] = [];
  const node = ref(database, `status/${uid}`);
  // After the page is closed, Firestore throws here, in the middle of Firebase's own code.
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
    // The client of the documentation ignores these errors too. Here they must not end the process.
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
