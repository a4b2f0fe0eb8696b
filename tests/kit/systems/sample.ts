import { get, ref } from 'firebase/database';
import { onlyHandlers, STATUS_TRIGGER } from '../functions/index.ts';
import { documentedClient, documentedFunction } from '../sample/index.ts';
import type { System } from './system.ts';

/** The sample has no rules. With these, each user can write their own data. */
const FIRESTORE_RULES = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /status/{uid} {
      allow read: if request.auth != null;
      allow write: if request.auth != null && request.auth.uid == uid;
    }
  }
}`;

const OWNER = 'auth != null && auth.uid === $uid';

/** The sample of Firebase's documentation, rebuilt from its description. It has no retries and no schedule. */
export const sample: System = {
  name: 'sample',
  databaseRules: JSON.stringify({ rules: { status: { $uid: { '.read': OWNER, '.write': OWNER } } } }),
  firestoreRules: FIRESTORE_RULES,
  triggers: [STATUS_TRIGGER],
  retries: false,
  inTurn: true,
  startClient: (device, uid) => {
    const { stop } = documentedClient(device, uid);
    // The client's own promise does not tell when the server has received the record.
    const isStarted = async (): Promise<void> => {
      const state = ref(device.database, `status/${uid}/state`);
      while ((await get(state)).val() !== 'online');
    };
    return { isStarted, stop };
  },
  deploys: ({ firestore, readNode }) =>
    onlyHandlers(async ({ ref: path, before, after }) => {
      // Its trigger is onUpdate: neither a creation nor a deletion runs it.
      if (before === null || !isNode(after)) return;
      const uid = path.split('/').at(-1) ?? '';
      // It reads the node whatever it holds. A node that is gone throws, as in the sample.
      await documentedFunction(after, async () => nodeOf(await readNode(uid)), firestore.doc(`status/${uid}`));
    }),
};

interface Node {
  state: string;
  last_changed: number;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

function nodeOf(value: unknown): Node {
  if (isNode(value)) return value;
  throw new TypeError("Cannot read properties of null (reading 'last_changed')");
}
