import {
  type Aggregate,
  aggregate,
  invalidUserIdReason,
  nextStatus,
  readSettings,
  type Shown,
  type Status,
  shown,
} from '@firebase-presence/contract';
import type { DocumentVersion, StatusDocument } from './status-document.ts';

/** The least time between two changes of one document, in milliseconds. */
export const CHANGE_INTERVAL_MS = 2000;

/** Why a user is looked at. */
export interface Cause {
  uid: string;
  /** The database's time of the change, in milliseconds since the epoch. */
  time: number;
  /** When it ended the user's last connection; null if it did not. */
  endOfStay: number | null;
  /** When the user left by it; null if they did not. */
  leftAt: number | null;
  /** It is a choice of the user. */
  chosen: boolean;
  /** True if the nodes have changed since. */
  isStale(nodes: UserNodes): boolean;
  /** Reads both nodes from the server. */
  read: () => Promise<UserNodes>;
}

export interface UserNodes {
  status: unknown;
  settings: unknown;
}

/** What has to wait, and who decides when. */
export interface Patience {
  /**
   * True if the loss of the user's last connection may be written: its grace period is over. Called after the nodes were read, and only
   * if a lost connection may return.
   */
  isOver(connections: Aggregate): Promise<boolean>;
  /** Makes sure that the user is looked at again: after the grace period, or in so many milliseconds. */
  lookAgain(inMs: number | 'after the grace period'): Promise<void>;
  /** The least time between two changes of one document, in milliseconds. */
  intervalMs: number;
}

/**
 * What became of an event. `waiting`: the user is looked at again later. `stale`: a newer change has replaced it and is copied already.
 * `invalid`: the uid or the node was malformed; what could be understood of it is in Firestore.
 */
export type Outcome = 'written' | 'unchanged' | 'waiting' | 'stale' | 'invalid';

/**
 * Copies what others see of a user into Firestore. Events arrive late, twice, in any order, and handlers run side by side: an event only
 * says where to look. Throws if a database could not be reached, so that the event is delivered again.
 *
 * The invariant (rule 4): a handler that writes the document reads the nodes afterwards, and writes again, or makes sure that the user is
 * looked at again, until the nodes still say what was written. So once the nodes rest, the last write is the truth: either a handler found
 * the document right after the last change, or the handler that made it wrong later finds that out itself.
 *
 * The nodes are read after the version of the document that is to be replaced was written, so two handlers cannot write in the wrong order
 * to begin with. Both are read at once where the document was written long enough ago for that to be certain; a version that is known
 * already need not be read, because it is only replaced if it is still the current one.
 */
export async function mirrorTo(document: StatusDocument, cause: Cause, patience: Patience): Promise<Outcome> {
  // No document can have such an id: every retry would fail, for a whole day.
  if (invalidUserIdReason(cause.uid) !== null) return 'invalid';
  const looks = (): Promise<View> => look(cause, patience);
  let basis = await begin(document, looks);
  let wrote = false;
  for (;;) {
    const next = nextOf(basis, cause);
    if (next === null && basis.recalled) {
      basis = await readInstead(basis, document);
    } else if (next === null) {
      return end(basis, cause, patience, wrote);
    } else if (basis.version.ageMs() < patience.intervalMs) {
      await patience.lookAgain(patience.intervalMs - basis.version.ageMs());
      return 'waiting';
    } else if (basis.inOrder && (await basis.version.replace(next))) {
      wrote = true;
      // What is still to be written replaces a version that has not been read yet.
      basis = { ...basis, version: justWritten(next), view: await looks(), inOrder: false, recalled: false };
    } else {
      basis = await inTurn(document, looks);
    }
  }
}

/** What a handler decides on. */
interface Basis {
  version: DocumentVersion;
  view: View;
  /** The view is from after the version was written, so what it calls for may replace that. */
  inOrder: boolean;
  /** The document may be another one by now, so "nothing to write" cannot be concluded from it. */
  recalled: boolean;
}

async function begin(document: StatusDocument, looks: () => Promise<View>): Promise<Basis> {
  const version = document.recall();
  if (version === null) return atOnce(document, looks);
  return { version, view: await looks(), inOrder: true, recalled: true };
}

async function atOnce(document: StatusDocument, looks: () => Promise<View>): Promise<Basis> {
  const { version, seen, inOrder } = await document.readWhile(looks);
  return { version, view: seen, inOrder, recalled: false };
}

/** The view stays: if it agrees with the document, there is nothing to write. */
async function readInstead({ view }: Basis, document: StatusDocument): Promise<Basis> {
  return { version: await document.read(), view, inOrder: false, recalled: false };
}

async function inTurn(document: StatusDocument, looks: () => Promise<View>): Promise<Basis> {
  const version = await document.read();
  return { version, view: await looks(), inOrder: true, recalled: false };
}

/** Nothing can be replaced by what was seen before it: the document is read first. */
function justWritten(stands: Status): DocumentVersion {
  return { stands, ageMs: () => 0, replace: async () => false };
}

interface View {
  nodes: UserNodes;
  connections: Aggregate;
  user: Shown;
  /** The last connection was lost, and its grace period is not over: it may return. */
  held: boolean;
}

async function look(cause: Cause, patience: Patience): Promise<View> {
  const nodes = await cause.read();
  const connections = aggregate(nodes.status, cause.time);
  const user = shown(connections, readSettings(nodes.settings));
  // A client that left stamps the node once more when its socket ends. That is no loss.
  const left = cause.leftAt !== null && cause.leftAt === connections.leftAt;
  const held = user.mayReturn && !left && !(await patience.isOver(connections));
  return { nodes, connections, user, held };
}

function nextOf({ version: { stands }, view: { user, held } }: Basis, { endOfStay, chosen }: Cause): Status | null {
  // A loss is no news where the document says offline; when the user was last seen is.
  if (!held || stands?.state === 'offline') return nextStatus(stands, user, endOfStay, chosen);
  if (stands === null) return null;
  // Only the loss itself waits: what the user chooses meanwhile does not.
  const { state, availability } = stands;
  return nextStatus(stands, { ...user, state, availability }, null, chosen);
}

async function end(
  { version: { stands }, view }: Basis,
  cause: Cause,
  patience: Patience,
  wrote: boolean,
): Promise<Outcome> {
  if (view.held && stands?.state !== 'offline') {
    await patience.lookAgain('after the grace period');
    return 'waiting';
  }
  if (view.connections.malformed) return 'invalid';
  if (wrote) return 'written';
  return cause.isStale(view.nodes) ? 'stale' : 'unchanged';
}
