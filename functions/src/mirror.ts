import { setTimeout as wait } from 'node:timers/promises';
import {
  type Aggregate,
  aggregate,
  invalidUserIdReason,
  isOvertaken,
  nextStatus,
  type Status,
} from '@firebase-presence/contract';
import type { Firestore } from 'firebase-admin/firestore';
import { type StatusDocument, statusDocument } from './status-document.ts';

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
  const document = statusDocument(firestore, firestore.collection(collection).doc(change.uid));
  return mirrorTo(document, change, () => wait(graceMs));
}

/** {@link mirror}, into whatever document; `grace` is the period in which a lost connection may return. */
export async function mirrorTo(
  document: StatusDocument,
  change: StatusChange,
  grace: () => Promise<unknown>,
): Promise<Outcome> {
  let [view, stands] = await Promise.all([look(change, null), document.read()]);
  let wrote = false;
  let forgiven: number | null = null;
  for (;;) {
    const next = nextStatus(stands, view.node, endOfStay(change));
    if (next === null) return outcomeOf(change, view, wrote);
    if (view.unforgiven) {
      // Rule 9: a reload is offline and online again within the grace period, and that is not news.
      forgiven = view.node.lastChanged;
      await grace();
      stands = await document.read();
    } else {
      const decision = await copy(document, change, forgiven);
      wrote ||= decision.next !== null;
      stands = decision.next ?? decision.stands;
    }
    view = await look(change, forgiven);
  }
}

interface View {
  value: unknown;
  node: Aggregate;
  /** A connection was lost, not left, and that loss has not had its grace period: the person may be back in a moment. */
  unforgiven: boolean;
}

/** @param forgiven the time of the loss that has had its grace period; the person may have been back since, and lost again */
async function look(change: StatusChange, forgiven: number | null): Promise<View> {
  const value = await change.readNode();
  const node = aggregate(value, change.time);
  const mayReturn = node.state === 'offline' && !node.left && !node.absent;
  return { value, node, unforgiven: mayReturn && node.lastChanged !== forgiven };
}

interface Decision {
  stands: Status | null;
  next: Status | null;
}

/** The node is read while the document is locked, so that two handlers cannot write in the wrong order to begin with. */
function copy(document: StatusDocument, change: StatusChange, forgiven: number | null): Promise<Decision> {
  return document.change(async (stands) => {
    const { node, unforgiven } = await look(change, forgiven);
    return { stands, next: unforgiven ? null : nextStatus(stands, node, endOfStay(change)) };
  });
}

function outcomeOf(change: StatusChange, { value, node }: View, wrote: boolean): Outcome {
  if (node.malformed) return 'invalid';
  if (wrote) return 'written';
  return isOvertaken(change.after, value) ? 'stale' : 'unchanged';
}

/** When this event ended the user's last connection; null if it did not. */
function endOfStay({ before, after, time }: StatusChange): number | null {
  if (aggregate(before, time).state === 'offline') return null;
  const node = aggregate(after, time);
  return node.state === 'offline' ? node.lastChanged : null;
}
