import { onDisconnect, ref, serverTimestamp, set } from 'firebase/database';
import type { System } from '../../tests/kit/systems/index.ts';

const EVERYBODY = JSON.stringify({ rules: { '.read': true, '.write': true } });
const NOBODY = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents { match /{document=**} { allow read, write: if false; } }
}`;

/** What no system with this trigger can do without: the client says it, the function writes it down unseen. Right only by luck. */
export const floor: System = {
  name: 'floor',
  databaseRules: EVERYBODY,
  firestoreRules: NOBODY,
  retries: false,
  inTurn: false,
  startsOn: async ({ database }, uid) => {
    const node = ref(database, `status/${uid}`);
    const say = (state: string): object => ({ state, last_changed: serverTimestamp() });
    await onDisconnect(node).set(say('offline'));
    await set(node, say('online'));
    return { stop: () => undefined };
  },
  handles: async ({ uid, after }, _tools, { firestore }) => {
    if (typeof after === 'object' && after !== null) await firestore.doc(`status/${uid}`).set({ ...after });
  },
  tidies: async () => undefined,
  repairs: async () => undefined,
  forgets: async () => undefined,
};
