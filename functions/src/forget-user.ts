import { leasePath, statusPath } from '@firebase-presence/contract';
import { type Database, ServerValue } from 'firebase-admin/database';
import { type DocumentReference, FieldValue, type Firestore } from 'firebase-admin/firestore';
import { nodeOf } from './databases.ts';

export interface Memory {
  databases: Database[];
  firestore: Firestore;
  collection: string;
}

/**
 * Rule 8: erases what presence holds of a user whose account was deleted, in both databases. Devices that are still connected hold
 * tokens for up to an hour, and would write their record again: the mark that stays behind closes the rules to them, and only to
 * sign-ins from before the deletion.
 */
export async function forgetUser(uid: string, { databases, firestore, collection }: Memory): Promise<void> {
  const node = await nodeOf(databases, uid);
  const connections = Object.keys((await node.child('connections').get()).val() ?? {});
  const leases = Object.fromEntries(connections.map((id) => [leasePath(id), null]));
  // The node before the document: the mirror of this removal then finds nothing, and writes nothing.
  await node.root.update({ ...leases, [statusPath(uid)]: null, [forgottenPath(uid)]: ServerValue.TIMESTAMP });
  await eraseStatus(firestore.collection(collection).doc(uid));
}

const forgottenPath = (uid: string): string => `forgotten/${uid}`;

/** In a collection of the app's own, only the fields of presence go. */
async function eraseStatus(document: DocumentReference): Promise<void> {
  await document.firestore.runTransaction(async (transaction) => {
    const fields = Object.keys((await transaction.get(document)).data() ?? {});
    if (fields.length === 0) return;
    const foreign = fields.filter((field) => !OWN_FIELDS.has(field));
    if (foreign.length === 0) transaction.delete(document);
    else transaction.update(document, { state: FieldValue.delete(), last_changed: FieldValue.delete() });
  });
}

const OWN_FIELDS: ReadonlySet<string> = new Set(['state', 'last_changed']);
