import { setTimeout as wait } from 'node:timers/promises';
import {
  type Aggregate,
  aggregate,
  invalidUserIdReason,
  isOvertaken,
  nextStatus,
  readSettings,
  type Shown,
  type Status,
  shown,
} from '@firebase-presence/contract';
import type { Firestore } from 'firebase-admin/firestore';
import { type StatusDocument, statusDocument } from './status-document.ts';

/** A change of what the Realtime Database holds of one user. */
export interface UserChange {
  uid: string;
  /** Which of the user's two nodes changed. */
  node: 'status' | 'settings';
  before: unknown;
  after: unknown;
  /** The database's time of the change, in milliseconds since the epoch. */
  time: number;
  /** Reads what the two nodes say now, from the server. */
  read: () => Promise<UserNodes>;
}

export interface UserNodes {
  status: unknown;
  settings: unknown;
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
 * Copies what others are to see of a user into Firestore. Events arrive late, twice, in any order, and handlers run side by side:
 * an event is but the hint to look. Throws if a database could not be reached, so that the event is delivered again.
 *
 * The invariant (rule 4): whoever writes the document reads the nodes afterwards, and writes again until they still
 * say what was written. So once the nodes rest, the last write is the truth: either a handler found the document right
 * after the last change, or whoever made it wrong later finds that out itself.
 */
export async function mirror(change: UserChange, { firestore, collection, graceMs }: Mirror): Promise<Outcome> {
  // No document can have such an id: every retry would fail, for a whole day.
  if (invalidUserIdReason(change.uid) !== null) return 'invalid';
  const document = statusDocument(firestore.collection(collection).doc(change.uid));
  return mirrorTo(document, change, () => wait(graceMs));
}

/** {@link mirror}, on whatever document; `grace` is the period that a lost connection has to return. */
export async function mirrorTo(
  document: StatusDocument,
  change: UserChange,
  grace: () => Promise<unknown>,
): Promise<Outcome> {
  let [view, stands] = await Promise.all([look(change, null), document.read()]);
  let wrote = false;
  let forgiven: number | null = null;
  for (;;) {
    const next = nextStatus(stands, view.user, endOfStay(change));
    if (next === null) return outcomeOf(change, view, wrote);
    if (isFreshLoss(view, stands, next)) {
      // Rule 9: a reload is offline and online again within the grace period, and that is not news.
      forgiven = view.connections.lastChanged;
      await grace();
    }
    const decision = await copy(document, change, forgiven);
    wrote ||= decision.next !== null;
    stands = decision.next ?? decision.stands;
    view = await look(change, forgiven);
  }
}

interface View {
  nodes: UserNodes;
  connections: Aggregate;
  user: Shown;
  /** A connection was lost, and that loss has not had its grace period. */
  unforgiven: boolean;
}

/** @param forgiven the time of the loss that has had its grace period; the person may have been back since, and lost again */
async function look(change: UserChange, forgiven: number | null): Promise<View> {
  const nodes = await change.read();
  const connections = aggregate(nodes.status, change.time);
  const user = shown(connections, readSettings(nodes.settings));
  return { nodes, connections, user, unforgiven: user.mayReturn && connections.lastChanged !== forgiven };
}

/** Only the loss itself waits: a custom status that changes meanwhile does not. */
function isFreshLoss({ unforgiven }: View, stands: Status | null, next: Status): boolean {
  return unforgiven && (stands?.state !== next.state || stands.lastChanged !== next.lastChanged);
}

interface Decision {
  stands: Status | null;
  next: Status | null;
}

/** The nodes are read after the document, which is written only as it was read: two handlers cannot write in the wrong order to begin with. */
function copy(document: StatusDocument, change: UserChange, forgiven: number | null): Promise<Decision> {
  return document.change(async (stands) => {
    const view = await look(change, forgiven);
    const next = nextStatus(stands, view.user, endOfStay(change));
    return { stands, next: next && isFreshLoss(view, stands, next) ? null : next };
  });
}

function outcomeOf(change: UserChange, { nodes, connections }: View, wrote: boolean): Outcome {
  if (connections.malformed) return 'invalid';
  if (wrote) return 'written';
  return isOvertaken(change.after, nodes[change.node]) ? 'stale' : 'unchanged';
}

/** When this event ended the user's last connection; null if it did not. */
function endOfStay({ node, before, after, time }: UserChange): number | null {
  if (node !== 'status' || aggregate(before, time).state === 'offline') return null;
  const now = aggregate(after, time);
  return now.state === 'offline' ? now.lastChanged : null;
}
