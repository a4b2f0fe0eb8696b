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

/** The event or the mark for which a handler mirrors a user. */
export interface Cause {
  uid: string;
  /** The database's time of the change, in milliseconds since the epoch. */
  time: number;
  /** When the change ended the user's last connection, in milliseconds since the epoch; null if it did not. */
  endOfStay: number | null;
  /** When the user chose to leave with this change, in milliseconds since the epoch; null if the user did not. */
  leftAt: number | null;
  /** True if the change is one of the user's settings. */
  settingsChanged: boolean;
  /** True if the nodes have changed since this change. */
  isStale(nodes: UserNodes): boolean;
  /** Reads both nodes from the server. */
  read: () => Promise<UserNodes>;
}

export interface UserNodes {
  status: unknown;
  settings: unknown;
}

/** Decides what has to wait, and how long. */
export interface WaitPolicy {
  /**
   * True if the grace period of a lost last connection is over. The mirror calls it after it read the nodes, and only for a user whose
   * connection may return.
   */
  isGracePeriodOver(connections: Aggregate): Promise<boolean>;
  /** Makes sure that a tick looks at the user again: after the grace period, or in this many milliseconds. */
  scheduleCheck(inMs: number | 'after the grace period'): Promise<void>;
  /** The least time between two changes of one document, in milliseconds. */
  intervalMs: number;
}

/**
 * The result of one handler. `waiting`: a tick will look at the user again. `stale`: the node has changed since, and the document agrees
 * with the newer change. `invalid`: the uid or the node is malformed; the mirror wrote what it could read.
 */
export type Outcome = 'written' | 'unchanged' | 'waiting' | 'stale' | 'invalid';

/**
 * Copies what others can see of a user into the status document. Events arrive late, twice and in any order, and handlers run side by side.
 * So a handler does not use the content of the event: it reads the nodes of the user. Throws if a database cannot be reached, so that the
 * platform delivers the event again.
 *
 * Rule 4: a handler that writes the document reads the nodes again afterwards. If they differ from what it wrote, it writes again or
 * schedules a tick. So the document becomes right after the last change of the nodes: a handler that wrote an older status notices that
 * change when it reads again.
 */
export async function mirrorTo(document: StatusDocument, cause: Cause, waitPolicy: WaitPolicy): Promise<Outcome> {
  // Firestore accepts no document with such an id. Every retry would fail, for a whole day.
  if (invalidUserIdReason(cause.uid) !== null) return 'invalid';
  return new Mirroring(document, cause, waitPolicy).run();
}

/** One handler's work on one user. */
class Mirroring {
  readonly #document: StatusDocument;
  readonly #cause: Cause;
  readonly #waitPolicy: WaitPolicy;
  #hasWritten = false;

  constructor(document: StatusDocument, cause: Cause, waitPolicy: WaitPolicy) {
    this.#document = document;
    this.#cause = cause;
    this.#waitPolicy = waitPolicy;
  }

  async run(): Promise<Outcome> {
    let basis = await this.#start();
    for (;;) {
      const next = nextOf(basis, this.#cause);
      if (next === null && basis.from === 'memory') basis = await this.#readDocument(basis);
      else if (next === null) return this.#finish(basis);
      else if (this.#isTooRecent(basis)) return this.#postpone(basis);
      else basis = (await this.#write(next, basis)) ?? (await this.#readInOrder());
    }
  }

  /** Does not read the document if this worker remembers a version of it. A write succeeds only while that version is the current one. */
  async #start(): Promise<Basis> {
    const remembered = this.#document.recall();
    if (remembered !== null) return { version: remembered, view: await this.#readUser(), from: 'memory' };
    const { version, result, inOrder } = await this.#document.readWhile(() => this.#readUser());
    return { version, view: result, from: inOrder ? 'document, then nodes' : 'nodes, then document' };
  }

  /** A known version can be outdated, so a handler reads the document before it concludes that there is nothing to write. */
  async #readDocument({ view }: Basis): Promise<Basis> {
    return { version: await this.#document.read(), view, from: 'nodes, then document' };
  }

  async #readInOrder(): Promise<Basis> {
    const version = await this.#document.read();
    return { version, view: await this.#readUser(), from: 'document, then nodes' };
  }

  /** @returns null if nothing was written: the order of the reads forbids it, or the document has a newer version */
  async #write(next: Status, { version, from }: Basis): Promise<Basis | null> {
    if (from === 'nodes, then document' || !(await version.replace(next))) return null;
    this.#hasWritten = true;
    return { version: justWritten(next), view: await this.#readUser(), from: 'nodes, then document' };
  }

  #isTooRecent({ version }: Basis): boolean {
    return version.ageMs() < this.#waitPolicy.intervalMs;
  }

  async #postpone({ version }: Basis): Promise<Outcome> {
    await this.#waitPolicy.scheduleCheck(this.#waitPolicy.intervalMs - version.ageMs());
    return 'waiting';
  }

  async #finish({ version: { status }, view }: Basis): Promise<Outcome> {
    if (view.inGracePeriod && status?.state !== 'offline') {
      await this.#waitPolicy.scheduleCheck('after the grace period');
      return 'waiting';
    }
    if (view.connections.malformed) return 'invalid';
    if (this.#hasWritten) return 'written';
    return this.#cause.isStale(view.nodes) ? 'stale' : 'unchanged';
  }

  async #readUser(): Promise<UserView> {
    const nodes = await this.#cause.read();
    const connections = aggregate(nodes.status, this.#cause.time);
    const user = applySettings(connections, readSettings(nodes.settings));
    return { nodes, connections, user, inGracePeriod: await this.#isInGracePeriod(connections, user) };
  }

  async #isInGracePeriod(connections: Aggregate, user: ShownUser): Promise<boolean> {
    // After a departure, the server stamps the node again when the socket ends. That is not a loss.
    const hasLeft = this.#cause.leftAt !== null && this.#cause.leftAt === connections.leftAt;
    return (
      user.kind === 'visible' && user.mayReturn && !hasLeft && !(await this.#waitPolicy.isGracePeriodOver(connections))
    );
  }
}

/** What a handler has read so far. */
interface Basis {
  version: DocumentVersion;
  view: UserView;
  /**
   * Where the version comes from, and the order in which the handler read the document and the nodes. A handler may replace only a version
   * that was written before it read the nodes. Otherwise two handlers could write in the wrong order.
   */
  from: 'memory' | 'document, then nodes' | 'nodes, then document';
}

interface UserView {
  nodes: UserNodes;
  connections: Aggregate;
  user: ShownUser;
  /** True if the last connection was lost and may still return: its grace period is not over. */
  inGracePeriod: boolean;
}

/** The version that the handler wrote itself. It cannot be replaced: the handler has to read the document first. */
function justWritten(status: Status): DocumentVersion {
  return { status, ageMs: () => 0, replace: async () => false };
}

function nextOf(
  { version: { status }, view: { user, inGracePeriod } }: Basis,
  { endOfStay, settingsChanged }: Cause,
): Status | null {
  // If the document is offline already, a loss changes only last seen, so nothing has to wait.
  if (!inGracePeriod || status?.state === 'offline') return nextStatus(status, user, endOfStay, settingsChanged);
  if (status === null) return null;
  // The loss waits for the grace period. Changed settings do not wait.
  const { state, availability } = status;
  return nextStatus(status, { ...user, status: { ...user.status, state, availability } }, null, settingsChanged);
}
