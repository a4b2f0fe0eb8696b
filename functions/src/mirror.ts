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
 * Copies what others can see of a user into the status document. Events arrive late, twice, in any order, and handlers run side by side, so an
 * event only says which user to look at. Throws if a database could not be reached, so that the event is delivered again.
 *
 * The invariant (rule 4): a handler that writes the document reads the nodes again afterwards. It writes again, or makes sure that a tick looks
 * at the user, until the nodes agree with what it wrote. So when the nodes no longer change, the last write is right: a handler read the
 * document after the last change of the nodes, or the handler that made the document wrong finds that out itself.
 */
export async function mirrorTo(document: StatusDocument, cause: Cause, patience: Patience): Promise<Outcome> {
  // No document can have such an id: every retry would fail, for a whole day.
  if (invalidUserIdReason(cause.uid) !== null) return 'invalid';
  return new Mirroring(document, cause, patience).run();
}

/** One handler at work on one user. */
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

  /** Reads as little as possible: a known version need not be read, because a write replaces it only if it is still the current one. */
  async #begin(): Promise<Known> {
    const remembered = this.#document.recall();
    if (remembered !== null) return { version: remembered, view: await this.#look(), from: 'memory' };
    const { version, seen, inOrder } = await this.#document.readWhile(() => this.#look());
    return { version, view: seen, from: inOrder ? 'document, then nodes' : 'nodes, then document' };
  }

  /** A handler concludes only from a document it has read that there is nothing to write. */
  async #readDocument({ view }: Known): Promise<Known> {
    return { version: await this.#document.read(), view, from: 'nodes, then document' };
  }

  async #readInOrder(): Promise<Known> {
    const version = await this.#document.read();
    return { version, view: await this.#look(), from: 'document, then nodes' };
  }

  /** @returns null if nothing was written: the order forbids it, or the document is another version by now */
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
    const user = shown(connections, readSettings(nodes.settings));
    return { nodes, connections, user, held: await this.#isHeld(connections, user) };
  }

  async #isHeld(connections: Aggregate, user: Shown): Promise<boolean> {
    // A client that left stamps the node once more when its socket ends. That is no loss.
    const hasLeft = this.#cause.leftAt !== null && this.#cause.leftAt === connections.leftAt;
    return user.kind === 'visible' && user.mayReturn && !hasLeft && !(await this.#patience.isOver(connections));
  }
}

/** What a handler decides on. */
interface Known {
  version: DocumentVersion;
  view: View;
  /**
   * Where the version is from, and in which order both were read. A handler may replace only a version that was written before it read the
   * nodes: otherwise two handlers could write in the wrong order.
   */
  from: 'memory' | 'document, then nodes' | 'nodes, then document';
}

interface View {
  nodes: UserNodes;
  connections: Aggregate;
  user: Shown;
  /** The last connection was lost, and its grace period is not over: it may return. */
  held: boolean;
}

/** The handler reads the document before it replaces its own write. */
function justWritten(stands: Status): DocumentVersion {
  return { stands, ageMs: () => 0, replace: async () => false };
}

function nextOf({ version: { stands }, view: { user, held } }: Known, { endOfStay, chosen }: Cause): Status | null {
  // The document says offline already: a loss changes only when the user was last seen.
  if (!held || stands?.state === 'offline') return nextStatus(stands, user, endOfStay, chosen);
  if (stands === null) return null;
  // Only the loss waits for the grace period. A change of settings does not.
  const { state, availability } = stands;
  return nextStatus(stands, { ...user, status: { ...user.status, state, availability } }, null, chosen);
}
