import { onDisconnect, ref, serverTimestamp, set } from 'firebase/database';
import type { System } from '../../tests/faults/system.ts';

const ALLOW_ALL = JSON.stringify({ rules: { '.read': true, '.write': true } });
const DENY_ALL = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents { match /{document=**} { allow read, write: if false; } }
}`;

/** The minimum with this trigger: the client writes its state, and the function copies it without a read. It is correct only by luck. */
export const floor: System = {
  name: 'floor',
  databaseRules: ALLOW_ALL,
  firestoreRules: DENY_ALL,
  retries: false,
  inTurn: false,
  startsOn: async ({ database }, uid) => {
    const node = ref(database, `status/${uid}`);
    const stateOf = (state: string): object => ({ state, last_changed: serverTimestamp() });
    await onDisconnect(node).set(stateOf('offline'));
    await set(node, stateOf('online'));
    return { stop: () => undefined };
  },
  handles: async ({ uid, after }, _tools, { firestore }) => {
    if (typeof after === 'object' && after !== null) await firestore.doc(`status/${uid}`).set({ ...after });
  },
  tidies: async () => undefined,
  repairs: async () => undefined,
  forgets: async () => undefined,
};
