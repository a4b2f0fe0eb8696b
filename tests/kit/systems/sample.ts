import { get, ref } from 'firebase/database';
import { documentedClient, documentedFunction } from '../sample/index.ts';
import type { System } from './system.ts';

/** It comes without rules. These let everybody write what is theirs. */
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

/** The sample of Firebase's documentation, rebuilt from its description: no retries, nobody who tidies up. */
export const sample: System = {
  name: 'sample',
  databaseRules: JSON.stringify({ rules: { status: { $uid: { '.read': OWNER, '.write': OWNER } } } }),
  firestoreRules: FIRESTORE_RULES,
  retries: false,
  inTurn: true,
  startsOn: async (device, uid) => {
    const client = documentedClient(device, uid);
    // Its own promise does not tell when the server has heard of it.
    for (;;) {
      if ((await get(ref(device.database, `status/${uid}/state`))).val() === 'online') return client;
    }
  },
  handles: async ({ uid, before, after }, { readNode }, { firestore }) => {
    // Its trigger is onUpdate: it hears neither of creations nor of deletions.
    if (before === null || !isNode(after)) return;
    const document = firestore.doc(`status/${uid}`);
    // What it reads is what stands, whatever that is; a node that is gone throws, as it does there.
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
