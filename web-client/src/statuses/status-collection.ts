import { type CollectionReference, collection, type Firestore, getFirestore } from 'firebase/firestore';
import { notEmulated, type PresenceInstance } from '../session/index.ts';

/**
 * The documents that the function writes.
 *
 * @throws `presence/emulator-not-connected`
 */
export function statusesOf({ app, auth, collection: name }: PresenceInstance): CollectionReference {
  const firestore = getFirestore(app);
  if (auth.emulatorConfig !== null && hostOf(firestore) === HOST) {
    throw notEmulated('Firestore', HOST, "connectFirestoreEmulator(getFirestore(app), '127.0.0.1', 8080)");
  }
  return collection(firestore, name);
}

const HOST = 'firestore.googleapis.com';

function hostOf(firestore: Firestore): unknown {
  const { settings }: { settings?: { host?: unknown } } = firestore.toJSON();
  return settings?.host;
}
