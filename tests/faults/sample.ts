import { get, ref } from 'firebase/database';
import { documentedClient } from '../peers/documented-client.ts';
import { documentedFunction } from '../peers/documented-function.ts';
import type { System } from './system.ts';

/** The sample has no rules. These let each user write the user's own data. */
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

/** The sample of Firebase's documentation, rebuilt from its description: without retries and without a sweeper. */
export const sample: System = {
  name: 'sample',
  databaseRules: JSON.stringify({ rules: { status: { $uid: { '.read': OWNER, '.write': OWNER } } } }),
  firestoreRules: FIRESTORE_RULES,
  retries: false,
  inTurn: true,
  startsOn: async (device, uid) => {
    const client = documentedClient(device, uid);
    // The client's own promise does not say when the server has its record.
    for (;;) {
      if ((await get(ref(device.database, `status/${uid}/state`))).val() === 'online') return client;
    }
  },
  handles: async ({ uid, before, after }, { readNode }, { firestore }) => {
    // Its trigger is onUpdate, so it does not run for creations and deletions.
    if (before === null || !isNode(after)) return;
    const document = firestore.doc(`status/${uid}`);
    // It reads the current node. It throws if the node was deleted, as the sample does.
    await documentedFunction(after, async () => nodeOf(await readNode(uid)), document);
  },
  tidies: async () => undefined,
  repairs: async () => undefined,
  forgets: async () => undefined,
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
