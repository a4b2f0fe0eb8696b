import { onDisconnect, ref, serverTimestamp, set } from 'firebase/database';
import { onlyHandlers, STATUS_TRIGGER } from '../../tests/kit/functions/index.ts';
import type { System } from '../../tests/kit/systems/index.ts';
import type { Device } from '../../tests/kit/users/index.ts';

const ALLOW_ALL = JSON.stringify({ rules: { '.read': true, '.write': true } });
const DENY_ALL = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents { match /{document=**} { allow read, write: if false; } }
}`;

/**
 * The minimum with this trigger: the client writes its state, and the function copies it without a read. The result is right only if the
 * events come in order.
 */
export const floor: System = {
  name: 'floor',
  databaseRules: ALLOW_ALL,
  firestoreRules: DENY_ALL,
  triggers: [STATUS_TRIGGER],
  retries: false,
  inTurn: false,
  startClient: (device, uid) => {
    const announced = announce(device, uid);
    return { isStarted: () => announced, stop: () => undefined };
  },
  deploys: ({ firestore }) =>
    onlyHandlers(async ({ ref: path, after }) => {
      if (typeof after === 'object' && after !== null) await firestore.doc(path).set({ ...after });
    }),
};

/** Both messages go out without waiting: the database handles the messages of a socket in order. */
async function announce({ database }: Device, uid: string): Promise<void> {
  const node = ref(database, `status/${uid}`);
  const record = (state: string): object => ({ state, last_changed: serverTimestamp() });
  const armed = onDisconnect(node).set(record('offline'));
  await Promise.all([armed, set(node, record('online'))]);
}
