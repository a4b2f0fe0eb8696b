import { setTimeout as wait } from 'node:timers/promises';
import {
  type Aggregate,
  aggregate,
  invalidUserIdReason,
  isOvertaken,
  nextStatus,
  readStatus,
  type Status,
} from '@firebase-presence/contract';
import { type DocumentReference, type Firestore, Timestamp } from 'firebase-admin/firestore';

/** A change of one user's node in the Realtime Database. */
export interface StatusChange {
  uid: string;
  before: unknown;
  after: unknown;
  /** The database's time of the change, in milliseconds since the epoch. */
  time: number;
  /** Reads what the node says now, from the server. */
  readNode: () => Promise<unknown>;
}

export interface Mirror {
  firestore: Firestore;
  collection: string;
  graceMs: number;
}

/**
 * What became of an event. `stale`: a newer change has overtaken it and is copied already. `invalid`: the uid or the node
 * was malformed; what could be understood of it is in Firestore.
 */
export type Outcome = 'written' | 'unchanged' | 'stale' | 'invalid';

/**
 * Copies what a user's node says into Firestore. Events arrive late, twice, in any order, and handlers run side by side:
 * an event is but the hint to look. Throws if a database could not be reached, so that the event is delivered again.
 *
 * The invariant (rule 4): whoever writes the document reads the node afterwards, and writes again until the node still
 * says what was written. So once the node rests, the last write is the truth: either a handler found the document right
 * after the node's last change, or whoever made it wrong later finds that out itself.
 */
export async function mirror(change: StatusChange, { firestore, collection, graceMs }: Mirror): Promise<Outcome> {
  // No document can have such an id: every retry would fail, for a whole day.
  if (invalidUserIdReason(change.uid) !== null) return 'invalid';
  const document = firestore.collection(collection).doc(change.uid);
  let view = await look(change, document);
  if (view.next !== null && mayReturn(view.node)) {
    // Rule 9: a reload is offline and online again within the grace period, and that is not news.
    await wait(graceMs);
    view = await look(change, document);
  }
  if (view.next === null) return quietOutcome(change, view);
  const wrote = await copyUntilSettled(change, firestore, document);
  return view.node.malformed ? 'invalid' : wrote;
}

interface View {
  value: unknown;
  node: Aggregate;
  next: Status | null;
}

async function look(change: StatusChange, document: DocumentReference): Promise<View> {
  const value = await change.readNode();
  const node = aggregate(value, change.time);
  const stands = readStatus((await document.get()).data());
  return { value, node, next: nextStatus(stands, node, wentOffline(change)) };
}

/** A connection was lost, not left: the person may be back in a moment. */
function mayReturn(node: Aggregate): boolean {
  return node.state === 'offline' && !node.left && !node.absent;
}

function quietOutcome(change: StatusChange, { value, node }: View): Outcome {
  if (node.malformed) return 'invalid';
  return isOvertaken(change.after, value) ? 'stale' : 'unchanged';
}

async function copyUntilSettled(
  change: StatusChange,
  firestore: Firestore,
  document: DocumentReference,
): Promise<Outcome> {
  let outcome: Outcome = 'unchanged';
  for (;;) {
    const { node, next } = await copy(change, firestore, document);
    if (next !== null) outcome = 'written';
    const now = aggregate(await change.readNode(), change.time);
    if (now.state === node.state) return outcome;
  }
}

/** The node is read while the document is locked, so that two handlers cannot write in the wrong order to begin with. */
function copy(change: StatusChange, firestore: Firestore, document: DocumentReference): Promise<Omit<View, 'value'>> {
  return firestore.runTransaction(async (transaction) => {
    const stands = readStatus((await transaction.get(document)).data());
    const node = aggregate(await change.readNode(), change.time);
    const next = nextStatus(stands, node, wentOffline(change));
    if (next !== null) transaction.set(document, fieldsOf(next), { merge: true });
    return { node, next };
  });
}

function fieldsOf({ state, lastChanged }: Status): { state: string; last_changed: Timestamp } {
  return { state, last_changed: Timestamp.fromMillis(lastChanged) };
}

/** Whether this event ended the user's last connection. */
function wentOffline({ before, after, time }: StatusChange): boolean {
  return aggregate(before, time).state === 'online' && aggregate(after, time).state === 'offline';
}
