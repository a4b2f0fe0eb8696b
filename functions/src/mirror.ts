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

/** Why a handler mirrors a user: an event or a mark. Here, 'handler' also means a tick or the repair that works on one user. */
export interface Cause {
  uid: string;
  /**
   * The time used where the node has none, in milliseconds since the epoch. For an event it is the database's time of the change, for a
   * tick and the repair the present time.
   */
  time: number;
  /** When the user's last connection ended, in milliseconds since the epoch; null if the event or the mark reports no such end. */
  endOfStay: number | null;
  /**
   * The time of a departure that may have ended the stay, in milliseconds since the epoch; null if no departure is possible. A tick does
   * not know how the stay ended. So it passes the mark's end of the stay here. If the node's departure has the same time, the stay ended by
   * that departure.
   */
  leftAt: number | null;
  /** True if the change is one of the user's settings. */
  settingsChanged: boolean;
  /** True if the node has changed since the event. Always false for a mark. */
  isStale(nodes: UserNodes): boolean;
  /** Reads `/status/{uid}` and `/presence/settings/{uid}` from the Realtime Database. */
  read: () => Promise<UserNodes>;
  /**
   * Resolves to true if the account exists. The mirror asks before it creates the status of a user without a node and a custom status: the
   * event or the mark can be older than the deletion of the account. Default: the account exists.
   */
  hasAccount?: (() => Promise<boolean>) | undefined;
}

export interface UserNodes {
  status: unknown;
  settings: unknown;
}

/** Decides what has to wait, and how long. */
export interface WaitPolicy {
  /**
   * True if the caller knows that the grace period is over. The handler of an event never knows it, unless the grace period is set to 0. A tick
   * may know it, and the repair returns true. The mirror calls it after it read the nodes, and only for a lost user.
   */
  isGracePeriodOver(connections: Aggregate): Promise<boolean>;
  /** Makes sure that a tick looks at the user again: after the grace period, or in this many milliseconds. */
  scheduleCheck(inMs: number | 'after the grace period'): Promise<void>;
  /** The least time between two changes of one document, in milliseconds. */
  intervalMs: number;
}

/**
 * The result of one handler. `waiting`: a tick will look at the user again. `stale`: the node has changed since the event, and the document
 * agrees with the newer change. `invalid`: the uid is malformed, and the mirror wrote nothing. Or the node is malformed, and the mirror
 * used its valid parts.
 */
export type Outcome = 'written' | 'unchanged' | 'waiting' | 'stale' | 'invalid';

/**
 * Copies what others can see of a user into the status document. Events arrive late, twice and in any order. Several handlers can run at
 * the same time. So a handler never copies the state from the event. It reads the nodes of the user. Throws if a database cannot be
 * reached, so that the platform runs the handler again.
 *
 * Rule 4a in docs/2-how-it-works.md: a handler that writes the document reads the nodes again afterwards. If they differ from what it
 * wrote, it schedules a tick, because a document may change only once in two seconds. The repair has an interval of 0 and writes again
 * without waiting. So after the last change of the nodes, the document becomes correct. A handler that wrote an older status notices that
 * change when it reads again.
 */
export async function mirrorTo(document: StatusDocument, cause: Cause, waitPolicy: WaitPolicy): Promise<Outcome> {
  // No user with such a uid can have presence. The platform would retry for a whole day, and every retry would fail.
  if (invalidUserIdReason(cause.uid) !== null) return 'invalid';
  return new Mirroring(document, cause, waitPolicy).run();
}

/** The work of one handler on one user. */
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
      else if (await this.#isOfDeletedAccount(basis)) return 'unchanged';
      else basis = (await this.#write(next, basis)) ?? (await this.#readInOrder());
    }
  }

  /** Does not read the document if this worker has a known version of it. A write succeeds only while that version is the current one. */
  async #start(): Promise<Basis> {
    const known = this.#document.recall();
    if (known !== null) return { version: known, view: await this.#readUser(), from: 'memory' };
    const { version, result, inOrder } = await this.#document.readWhile(() => this.#readUser());
    return { version, view: result, from: inOrder ? 'document, then nodes' : 'nodes, then document' };
  }

  /** A known version can be outdated. So a handler reads the document before it decides that there is nothing to write. */
  async #readDocument({ view }: Basis): Promise<Basis> {
    return { version: await this.#document.read(), view, from: 'nodes, then document' };
  }

  async #readInOrder(): Promise<Basis> {
    const version = await this.#document.read();
    return { version, view: await this.#readUser(), from: 'document, then nodes' };
  }

  /** @returns null if the handler wrote nothing: it read the document after the nodes, or Firestore rejected the write */
  async #write(next: Status, { version, from }: Basis): Promise<Basis | null> {
    if (from === 'nodes, then document' || !(await version.replace(next))) return null;
    this.#hasWritten = true;
    return { version: justWritten(next), view: await this.#readUser(), from: 'nodes, then document' };
  }

  /** Rule 8: nothing would ever erase a status that is created after the data of the account was erased. */
  async #isOfDeletedAccount({ version, view: { user } }: Basis): Promise<boolean> {
    const { hasAccount } = this.#cause;
    const isWithoutData = user.kind === 'absent' && user.status.custom === null;
    return hasAccount !== undefined && version.status === null && isWithoutData && !(await hasAccount());
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
    // After a departure, the Realtime Database stamps the node again when the socket ends. That is not a loss.
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
   * `memory`: the version is a known version. `document, then nodes`: the version was certainly written before the handler read the nodes,
   * so the handler may replace it. `nodes, then document`: that is not certain, or the handler wrote the version itself. (In the
   * second case the value does not describe the order.) Then the handler has to read the document and then the nodes before it writes.
   * Otherwise the status of an older read could replace that of a newer read.
   */
  from: 'memory' | 'document, then nodes' | 'nodes, then document';
}

interface UserView {
  nodes: UserNodes;
  connections: Aggregate;
  user: ShownUser;
  /** True if the last connection was lost and the caller does not know that the grace period is over. */
  inGracePeriod: boolean;
}

/** The version that the handler wrote itself. `replace` always returns false, so the handler reads the document before it writes again. */
function justWritten(status: Status): DocumentVersion {
  return { status, ageMs: () => 0, replace: async () => false };
}

function nextOf(
  { version: { status }, view: { user, inGracePeriod } }: Basis,
  { endOfStay, settingsChanged }: Cause,
): Status | null {
  // The document already says `offline`, so no watcher can see the loss too early. The mirror only corrects last seen, without waiting.
  if (!inGracePeriod || status?.state === 'offline') return nextStatus(status, user, endOfStay, settingsChanged);
  if (status === null) return null;
  // The loss waits for the grace period. Changed settings do not wait.
  const { state, availability } = status;
  return nextStatus(status, { ...user, status: { ...user.status, state, availability } }, null, settingsChanged);
}
