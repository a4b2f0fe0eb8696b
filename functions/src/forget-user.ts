import { leasePath, settingsPath, statusPath } from '@firebase-presence/contract';
import { type Database, type Reference, ServerValue } from 'firebase-admin/database';
import { type DocumentReference, FieldValue, type Firestore, Timestamp } from 'firebase-admin/firestore';
import { nodesOf, serverTime } from './databases.ts';
import { leavingRooms } from './rooms.ts';
import { OWN_FIELDS } from './status-document.ts';

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
  const times = await Promise.all(databases.map((database) => eraseNodes(database.ref(), uid)));
  await firestore
    .collection(collection)
    .doc(uid)
    .set(
      {
        state: 'offline',
        last_changed: Timestamp.fromMillis(Math.max(...times)),
        availability: FieldValue.delete(),
        custom: FieldValue.delete(),
      },
      { mergeFields: [...OWN_FIELDS] },
    );
}

/** @returns when, by the clock of that instance in milliseconds since the epoch */
async function eraseNodes(root: Reference, uid: string): Promise<number> {
  const standing = await root.child(`${statusPath(uid)}/connections`).get();
  const connections = Object.keys(standing.val() ?? {});
  const leases = Object.fromEntries(connections.map((id) => [leasePath(id), null]));
  const rooms = await leavingRooms(root, connections);
  const mark = `${FORGOTTEN}/${uid}`;
  await root.update({
    ...rooms,
    ...leases,
    [statusPath(uid)]: null,
    [settingsPath(uid)]: null,
    [mark]: ServerValue.TIMESTAMP,
  });
  return Number((await root.child(mark).get()).val());
}

/** Removes the marks of {@link forgetUser} and the rest of the data, once no token of those accounts is good any more. */
export async function forgetForGood(memory: Memory, ageMs: number = TOKEN_LIFETIME_MS): Promise<void> {
  for (const database of memory.databases) {
    const deadline = (await serverTime(database.ref(), 'sweeper/forgot_at')) - ageMs;
    const marks = await database.ref(FORGOTTEN).orderByValue().endAt(deadline).limitToFirst(100).get();
    await Promise.all(Object.keys(marks.val() ?? {}).map((uid) => eraseRest(database, uid, memory)));
  }
}

const FORGOTTEN = 'forgotten';

async function eraseRest(database: Database, uid: string, { databases, firestore, collection }: Memory): Promise<void> {
  // Somebody has got the same uid since; this is their presence now.
  const returned = (await nodesOf(databases, uid)).some((node) => node.exists());
  if (!returned) await eraseStatus(firestore.collection(collection).doc(uid));
  await database.ref(`${FORGOTTEN}/${uid}`).remove();
}

/** In a collection of the app's own, only the fields of presence go. */
async function eraseStatus(document: DocumentReference): Promise<void> {
  await document.firestore.runTransaction(async (transaction) => {
    const fields = Object.keys((await transaction.get(document)).data() ?? {});
    if (fields.length === 0) return;
    if (fields.every((field) => OWN_FIELDS.includes(field))) transaction.delete(document);
    else transaction.update(document, Object.fromEntries(OWN_FIELDS.map((field) => [field, FieldValue.delete()])));
  });
}
