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
import type { KnownVersions } from './known-versions.ts';
import { type DocumentVersion, type StatusDocument, statusDocument } from './status-document.ts';

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
  known: KnownVersions;
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
export async function mirror(change: UserChange, { firestore, collection, graceMs, known }: Mirror): Promise<Outcome> {
  // No document can have such an id: every retry would fail, for a whole day.
  if (invalidUserIdReason(change.uid) !== null) return 'invalid';
  const document = statusDocument(firestore.collection(collection).doc(change.uid), known);
  return mirrorTo(document, change, graceMs > 0 ? () => wait(graceMs) : null);
}

/**
 * {@link mirror}, on whatever document; `grace` is the period that a lost connection has to return, if it has one.
 *
 * The nodes are read after the version of the document that is to be replaced was written, so two handlers cannot write in
 * the wrong order to begin with. Both are read at once where the document was written long enough ago for that to be certain; a
 * version that is known already need not be read, for it is only replaced if it still stands.
 */
export async function mirrorTo(
  document: StatusDocument,
  change: UserChange,
  grace: (() => Promise<unknown>) | null,
): Promise<Outcome> {
  let forgiven: number | null = null;
  const looks = (): Promise<View> => look(change, forgiven);
  let basis = await begin(document, looks);
  let wrote = false;
  for (;;) {
    const next = nextStatus(basis.stands, basis.view.user, endOfStay(change));
    if (next === null && basis.recalled) {
      basis = await readInstead(basis, document);
    } else if (next === null) {
      return outcomeOf(change, basis.view, wrote);
    } else if (grace && isFreshLoss(basis, next)) {
      // Rule 9: a reload is offline and online again within the grace period, and that is not news.
      forgiven = basis.view.connections.lastChanged;
      await grace();
      basis = await begin(document, looks);
    } else if (basis.inOrder && (await basis.version.replace(next))) {
      wrote = true;
      // If there is more to write, then over a version that has not been read yet.
      basis = { ...basis, stands: next, view: await looks(), inOrder: false, recalled: false };
    } else {
      basis = await inTurn(document, looks);
    }
  }
}

/** What a handler decides on. */
interface Basis {
  version: DocumentVersion;
  stands: Status | null;
  view: View;
  /** The view is from after the version was written, so what it calls for may replace that. */
  inOrder: boolean;
  /** The document may be another one by now, so that nothing is to be written cannot be concluded from it. */
  recalled: boolean;
}

async function begin(document: StatusDocument, looks: () => Promise<View>): Promise<Basis> {
  const version = document.recall();
  if (version === null) return atOnce(document, looks);
  return { version, stands: version.stands, view: await looks(), inOrder: true, recalled: true };
}

async function atOnce(document: StatusDocument, looks: () => Promise<View>): Promise<Basis> {
  const { version, seen, inOrder } = await document.readWhile(looks);
  return { version, stands: version.stands, view: seen, inOrder, recalled: false };
}

/** What was seen stays: if it agrees with the document, there is nothing to write. */
async function readInstead({ view }: Basis, document: StatusDocument): Promise<Basis> {
  const version = await document.read();
  return { version, stands: version.stands, view, inOrder: false, recalled: false };
}

async function inTurn(document: StatusDocument, looks: () => Promise<View>): Promise<Basis> {
  const version = await document.read();
  return { version, stands: version.stands, view: await looks(), inOrder: true, recalled: false };
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
function isFreshLoss({ view, stands }: Basis, next: Status): boolean {
  return view.unforgiven && (stands?.state !== next.state || stands.lastChanged !== next.lastChanged);
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
