import { DEFAULT_FIRESTORE_DATABASE } from '@firebase-presence/contract';
import { type CollectionReference, collection, type Firestore, getFirestore } from 'firebase/firestore';
import { PresenceError } from '../core/index.ts';
import { notEmulated, type PresenceInstance, UNREACHABLE_AFTER_MS } from '../session/index.ts';

/**
 * Returns the collection of the status documents, which the function writes.
 *
 * @throws `presence/emulator-not-connected`
 */
export function statusesOf({ app, auth, collection: name, firestoreDatabase }: PresenceInstance): CollectionReference {
  const firestore = getFirestore(app, firestoreDatabase);
  if (auth.emulatorConfig !== null && hostOf(firestore) === HOST) {
    const id = firestoreDatabase === DEFAULT_FIRESTORE_DATABASE ? '' : `, '${firestoreDatabase}'`;
    const call = `connectFirestoreEmulator(getFirestore(app${id}), '127.0.0.1', 8080)`;
    throw notEmulated(`Firestore database '${firestoreDatabase}'`, HOST, call, ANOTHER_DATABASE);
  }
  return collection(firestore, name);
}

/** The error when Firestore does not answer while the Realtime Database does. */
export function firestoreUnreachable({ firestoreDatabase }: PresenceInstance): PresenceError {
  return new PresenceError(
    'presence/firestore-unreachable',
    `Cannot write to Firestore: no answer for ${UNREACHABLE_AFTER_MS / 1000} seconds, although the Realtime Database answers. Check that the Firestore database '${firestoreDatabase}' exists.${ANOTHER_DATABASE}`,
  );
}

const ANOTHER_DATABASE = ' If the app uses another one, pass its id as the option firestoreDatabase.';

const HOST = 'firestore.googleapis.com';

function hostOf(firestore: Firestore): unknown {
  const { settings }: { settings?: { host?: unknown } } = firestore.toJSON();
  return settings?.host;
}
