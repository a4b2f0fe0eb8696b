import {
  type DatabaseReference,
  serverTimestamp as databaseTimestamp,
  onDisconnect,
  onValue,
  ref,
  set,
} from 'firebase/database';
import { doc, serverTimestamp, setDoc } from 'firebase/firestore';
import type { Device } from '../users/index.ts';

/**
 * A client written as Firebase's documentation shows, rebuilt from its description: one flat record for each user, replaced as a
 * whole, by the server too when the connection ends; and the same into Firestore.
 *
 * @returns the refusals, which the documentation's client does not look at
 */
export function documentedClient(
  { database, firestore }: Device,
  uid: string,
): { refusals: unknown[]; stop: () => void } {
  const refusals: unknown[] = [];
  const node = ref(database, `status/${uid}`);
  // A page that is closed says nothing any more; here Firestore would throw then, in the middle of Firebase's own code.
  const write = async (state: 'online' | 'offline'): Promise<void> =>
    setDoc(doc(firestore, 'status', uid), { state, last_changed: serverTimestamp() });
  const say = (state: 'online' | 'offline'): void => {
    write(state).catch((error: unknown) => refusals.push(error));
  };
  const stop = onValue(ref(database, '.info/connected'), (connected) => {
    if (connected.val() !== true) {
      say('offline');
      return;
    }
    // The documentation's client does not look at these either; here they must not end the process.
    announce(node, () => say('online')).catch((error: unknown) => refusals.push(error));
  });
  return { refusals, stop };
}

async function announce(node: DatabaseReference, announced: () => void): Promise<void> {
  await onDisconnect(node).set({ state: 'offline', last_changed: databaseTimestamp() });
  const written = set(node, { state: 'online', last_changed: databaseTimestamp() });
  announced();
  await written;
}
