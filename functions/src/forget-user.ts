import { leasePath, statusPath } from '@firebase-presence/contract';
import { type Database, ServerValue } from 'firebase-admin/database';
import { type DocumentReference, FieldValue, type Firestore, Timestamp } from 'firebase-admin/firestore';
import { nodeOf, serverTime } from './databases.ts';

/** How long a token of Firebase Authentication is good after its account is gone, and some minutes for the clocks. */
export const TOKEN_LIFETIME_MS = 65 * 60_000;

export interface Memory {
  databases: Database[];
  firestore: Firestore;
  collection: string;
}

/**
 * Rule 8: erases what presence holds of a user whose account was deleted.
 *
 * Devices that are still connected hold tokens for up to an hour. They would write their record again, and a write of theirs may be
 * on its way. So two marks stay behind for that time: one closes the Realtime Database to sign-ins from before the deletion, and an
 * `offline` in the document is newer than all that those devices can say. {@link forgetForGood} removes both.
 */
export async function forgetUser(uid: string, { databases, firestore, collection }: Memory): Promise<void> {
  const node = await nodeOf(databases, uid);
  const connections = Object.keys((await node.child('connections').get()).val() ?? {});
  const leases = Object.fromEntries(connections.map((id) => [leasePath(id), null]));
  const mark = node.root.child(`${FORGOTTEN}/${uid}`);
  await node.root.update({ ...leases, [statusPath(uid)]: null, [`${FORGOTTEN}/${uid}`]: ServerValue.TIMESTAMP });
  const gone = Timestamp.fromMillis(Number((await mark.get()).val()));
  await firestore.collection(collection).doc(uid).set({ state: 'offline', last_changed: gone }, { merge: true });
}

/** Removes the marks of {@link forgetUser} and the rest of the data, once no token of those accounts is good any more. */
export async function forgetForGood(memory: Memory, ageMs: number = TOKEN_LIFETIME_MS): Promise<void> {
  for (const database of memory.databases) {
    const deadline = (await serverTime(database, 'sweeper/forgot_at')) - ageMs;
    const marks = await database.ref(FORGOTTEN).orderByValue().endAt(deadline).limitToFirst(100).get();
    await Promise.all(Object.keys(marks.val() ?? {}).map((uid) => eraseRest(database, uid, memory)));
  }
}

const FORGOTTEN = 'forgotten';

async function eraseRest(database: Database, uid: string, { firestore, collection }: Memory): Promise<void> {
  // Somebody has got the same uid since; this is their presence now.
  const returned = (await database.ref(statusPath(uid)).get()).exists();
  if (!returned) await eraseStatus(firestore.collection(collection).doc(uid));
  await database.ref(`${FORGOTTEN}/${uid}`).remove();
}

/** In a collection of the app's own, only the fields of presence go. */
async function eraseStatus(document: DocumentReference): Promise<void> {
  await document.firestore.runTransaction(async (transaction) => {
    const fields = Object.keys((await transaction.get(document)).data() ?? {});
    if (fields.length === 0) return;
    if (fields.every((field) => OWN_FIELDS.has(field))) transaction.delete(document);
    else transaction.update(document, Object.fromEntries([...OWN_FIELDS].map((field) => [field, FieldValue.delete()])));
  });
}

const OWN_FIELDS: ReadonlySet<string> = new Set(['state', 'last_changed']);
