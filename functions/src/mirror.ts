import {
  type Aggregate,
  aggregate,
  applySettings,
  invalidUserIdReason,
  nextStatus,
  readSettings,
  type ShownUser,
  type Status,
} from '@firebase-presence/contract';
import type { DocumentVersion, StatusDocument } from './status-document.ts';

/** The least time between two changes of one document, in milliseconds. */
export const CHANGE_INTERVAL_MS = 2000;

/** Why a handler looks at a user. */
export interface Cause {
  uid: string;
  /** The database's time of the change, in milliseconds since the epoch. */
  time: number;
  /** When the change ended the user's last connection, in milliseconds since the epoch; null if it did not. */
  endOfStay: number | null;
  /** When the user chose to leave with this change, in milliseconds since the epoch; null if the user did not. */
  leftAt: number | null;
  /** True if the change is one of the user's settings. */
  chosen: boolean;
  /** True if the nodes have changed since this change. */
  isStale(nodes: UserNodes): boolean;
  /** Reads both nodes from the server. */
  read: () => Promise<UserNodes>;
}

export interface UserNodes {
  status: unknown;
  settings: unknown;
}

/** Decides what has to wait, and for how long. */
export interface Patience {
  /**
   * True if the grace period of a lost last connection is over. The mirror calls it after it read the nodes, and only for a user whose
   * connection may return.
   */
  isOver(connections: Aggregate): Promise<boolean>;
  /** Makes sure that a tick looks at the user again: after the grace period, or in this many milliseconds. */
  lookAgain(inMs: number | 'after the grace period'): Promise<void>;
  /** The least time between two changes of one document, in milliseconds. */
  intervalMs: number;
}

/**
 * The result of one handler. `waiting`: a tick will look at the user again. `stale`: the node has changed since, and the document agrees
 * with the newer change. `invalid`: the uid or the node is malformed; the mirror wrote what it could read.
 */
export type Outcome = 'written' | 'unchanged' | 'waiting' | 'stale' | 'invalid';

/**
 * Copies what others can see of a user into the status document. Events arrive late, twice and in any order, and handlers run side by
 * side. So an event only names the user to look at. Throws if a database cannot be reached, so that the platform delivers the event
 * again.
 *
 * The invariant (rule 4): a handler that writes the document reads the nodes again afterwards. It writes again, or makes sure that a tick
 * looks at the user, until the nodes agree with what it wrote. So the last write is right once the nodes no longer change. Either a
 * handler read the document after the last change of the nodes, or the handler that wrote the wrong status finds that out itself.
 */
export async function mirrorTo(document: StatusDocument, cause: Cause, patience: Patience): Promise<Outcome> {
  // Firestore accepts no document with such an id: every retry would fail, for a whole day.
  if (invalidUserIdReason(cause.uid) !== null) return 'invalid';
  return new Mirroring(document, cause, patience).run();
}

/** One handler's work on one user. */
class Mirroring {
  readonly #document: StatusDocument;
  readonly #cause: Cause;
  readonly #patience: Patience;
  #hasWritten = false;

  constructor(document: StatusDocument, cause: Cause, patience: Patience) {
    this.#document = document;
    this.#cause = cause;
    this.#patience = patience;
  }

  async run(): Promise<Outcome> {
    let known = await this.#begin();
    for (;;) {
      const next = nextOf(known, this.#cause);
      if (next === null && known.from === 'memory') known = await this.#readDocument(known);
      else if (next === null) return this.#end(known);
      else if (this.#isTooYoung(known)) return this.#postpone(known);
      else known = (await this.#write(next, known)) ?? (await this.#readInOrder());
    }
  }

  /** Does not read the document if its version is known: a write replaces that version only while it is the current one. */
  async #begin(): Promise<Known> {
    const remembered = this.#document.recall();
    if (remembered !== null) return { version: remembered, view: await this.#look(), from: 'memory' };
    const { version, seen, inOrder } = await this.#document.readWhile(() => this.#look());
    return { version, view: seen, from: inOrder ? 'document, then nodes' : 'nodes, then document' };
  }

  /** A known version can be outdated, so a handler reads the document before it concludes that there is nothing to write. */
  async #readDocument({ view }: Known): Promise<Known> {
    return { version: await this.#document.read(), view, from: 'nodes, then document' };
  }

  async #readInOrder(): Promise<Known> {
    const version = await this.#document.read();
    return { version, view: await this.#look(), from: 'document, then nodes' };
  }

  /** @returns null if nothing was written: the order of the reads forbids it, or the document has a newer version */
  async #write(next: Status, { version, from }: Known): Promise<Known | null> {
    if (from === 'nodes, then document' || !(await version.replace(next))) return null;
    this.#hasWritten = true;
    return { version: justWritten(next), view: await this.#look(), from: 'nodes, then document' };
  }

  #isTooYoung({ version }: Known): boolean {
    return version.ageMs() < this.#patience.intervalMs;
  }

  async #postpone({ version }: Known): Promise<Outcome> {
    await this.#patience.lookAgain(this.#patience.intervalMs - version.ageMs());
    return 'waiting';
  }

  async #end({ version: { stands }, view }: Known): Promise<Outcome> {
    if (view.held && stands?.state !== 'offline') {
      await this.#patience.lookAgain('after the grace period');
      return 'waiting';
    }
    if (view.connections.malformed) return 'invalid';
    if (this.#hasWritten) return 'written';
    return this.#cause.isStale(view.nodes) ? 'stale' : 'unchanged';
  }

  async #look(): Promise<View> {
    const nodes = await this.#cause.read();
    const connections = aggregate(nodes.status, this.#cause.time);
    const user = applySettings(connections, readSettings(nodes.settings));
    return { nodes, connections, user, held: await this.#isHeld(connections, user) };
  }

  async #isHeld(connections: Aggregate, user: ShownUser): Promise<boolean> {
    // A client that left stamps the node again when its socket ends. That is not a loss.
    const hasLeft = this.#cause.leftAt !== null && this.#cause.leftAt === connections.leftAt;
    return user.kind === 'visible' && user.mayReturn && !hasLeft && !(await this.#patience.isOver(connections));
  }
}

/** What a handler bases its decision on. */
interface Known {
  version: DocumentVersion;
  view: View;
  /**
   * Where the version comes from, and the order in which the handler read document and nodes. A handler may replace only a version that
   * was written before it read the nodes. Otherwise two handlers could write in the wrong order.
   */
  from: 'memory' | 'document, then nodes' | 'nodes, then document';
}

interface View {
  nodes: UserNodes;
  connections: Aggregate;
  user: ShownUser;
  /** True if the last connection was lost and may still return: its grace period is not over. */
  held: boolean;
}

/** The version that the handler wrote itself. It cannot be replaced: the handler has to read the document first. */
function justWritten(stands: Status): DocumentVersion {
  return { stands, ageMs: () => 0, replace: async () => false };
}

function nextOf({ version: { stands }, view: { user, held } }: Known, { endOfStay, chosen }: Cause): Status | null {
  // For a document that is offline already, a loss changes only last seen.
  if (!held || stands?.state === 'offline') return nextStatus(stands, user, endOfStay, chosen);
  if (stands === null) return null;
  // Only the loss waits for the grace period. The handler writes changed settings without waiting.
  const { state, availability } = stands;
  return nextStatus(stands, { ...user, status: { ...user.status, state, availability } }, null, chosen);
}
