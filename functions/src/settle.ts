import type { Aggregate } from '@firebase-presence/contract';
import { type DueMark, endOfWait, isSameMark, type Marks } from './due.ts';
import { type Cause, mirrorTo, type Outcome, type UserNodes, type WaitPolicy } from './mirror.ts';
import type { StatusDocument } from './status-document.ts';
import { inEachTarget, outcomeOfAll } from './targets.ts';
import type { TickNotes } from './tick-notes.ts';

/** What {@link settleDueUsers} needs. */
export interface SettleContext {
  marks: Marks;
  /** Reads both nodes of a user from the Realtime Database. */
  read: (uid: string) => Promise<UserNodes>;
  /** The status of a user in each target. */
  documentsOf: (uid: string) => StatusDocument[];
  graceMs: number;
  intervalMs: number;
  /** Enqueues another tick for a time, in milliseconds since the epoch. */
  enqueueTick: (at: number) => Promise<void>;
  /** This worker's clock, in milliseconds since the epoch. */
  now: () => number;
  /** Resolves to true if the account of a uid exists. Default: each exists. */
  hasAccount?: (uid: string) => Promise<boolean>;
}

export interface SettleReport {
  outcomes: Partial<Record<Outcome | 'failed' | 'later', number>>;
  /** What failed, with the error. The tick continues with the rest. */
  failed: string[];
}

/** How many pages of marks one tick works on. The next tick continues. */
const PAGES = 20;

/** How long a user waits after a failure, in milliseconds. */
const RETRY_MS = 5000;

/** How many failures the log of a tick contains at most. */
export const MAX_REPORTED = 20;

/** Settles the users whose marks are due, as one part of a tick. A failure of one user does not delay the others. */
export async function settleDueUsers(
  context: SettleContext & { notes: TickNotes },
  report: SettleReport,
): Promise<void> {
  const { notes, now, enqueueTick } = context;
  for (let pages = 0; pages < PAGES; pages++) {
    const page = await nextPage(context);
    if (page.length === 0) return;
    const uids = page.map(([uid]) => uid);
    const note = await notes.write(uids, now());
    await Promise.all(page.map(([uid, mark]) => settleOrPostpone(context, uid, mark, report)));
    await notes.remove(note);
  }
  await enqueueTick(now());
}

/**
 * Reads users who are due. After a mass loss several ticks run side by side. If all worked on the oldest users, they would do the same work,
 * and their transactions would conflict. So each takes a part.
 */
async function nextPage({ marks, notes, now }: SettleContext & { notes: TickNotes }) {
  const page = await marks.due(now());
  // Most ticks find nobody. They need not read the notes.
  const others = page.length > 1 ? await notes.running(now()) : 0;
  return others === 0 ? page : marks.due(now(), others + 1);
}

async function settleOrPostpone(
  context: SettleContext,
  uid: string,
  mark: DueMark,
  report: SettleReport,
): Promise<void> {
  const count = (outcome: keyof SettleReport['outcomes']): void => {
    report.outcomes[outcome] = (report.outcomes[outcome] ?? 0) + 1;
  };
  try {
    count(await settle(context, uid, mark));
  } catch (error) {
    count('failed');
    if (report.failed.length < MAX_REPORTED) report.failed.push(`${uid}: ${error}`);
    const at = context.now() + RETRY_MS;
    const { graceUntil, lostAt } = mark;
    // The mirror may have written an incorrect status before the failure, and another tick may have deleted the mark. So this makes sure
    // of a mark.
    const isPostponed = await context.marks.replace(uid, mark, { ...mark, at });
    if (!isPostponed) await context.marks.ensure(uid, { at, graceUntil, lostAt });
    await context.enqueueTick(at);
  }
}

/**
 * Mirrors one user whose mark is due, to each target. For a lost user, it reads the mark again after the nodes. Deletes the mark only when
 * all targets are correct, and only if it has not changed since the tick began to read the nodes for any of them. A handler that changed it
 * may have read other nodes and relies on the mark.
 */
export async function settle(context: SettleContext, uid: string, mark: DueMark): Promise<Outcome | 'later'> {
  const ends = await inEachTarget(context.documentsOf(uid), (document) => settleIn(document, context, uid, mark));
  if (ends.some(({ latest }) => latest.isPostponed)) return 'later';
  const [unchanged = mark, ...others] = ends.map(({ latest }) => latest.markBeforeRead);
  if (others.every((other) => isSameMark(other, unchanged))) await context.marks.replace(uid, unchanged, null);
  return outcomeOfAll(ends.map(({ outcome }) => outcome));
}

/** Mirrors one user to one target: reads the document, then the nodes, then the mark again. */
async function settleIn(
  document: StatusDocument,
  context: SettleContext,
  uid: string,
  mark: DueMark,
): Promise<{ outcome: Outcome; latest: LatestMark }> {
  const latest = new LatestMark(context, uid, mark);
  const { hasAccount } = context;
  const cause: Cause = {
    uid,
    hasAccount: hasAccount && (() => hasAccount(uid)),
    // Used where the node has no time, so each read needs the current time.
    get time() {
      return context.now();
    },
    // A handler may mark a later loss while the tick works.
    get endOfStay() {
      return latest.mark.lostAt;
    },
    // A departure with this time ended the stay.
    get leftAt() {
      return latest.mark.lostAt;
    },
    settingsChanged: false,
    isStale: () => false,
    read: () => {
      latest.beginRead();
      return context.read(uid);
    },
  };
  return { outcome: await mirrorTo(document, cause, latest), latest };
}

/** The mark of a user as the tick last read it, after it read the nodes. */
class LatestMark implements WaitPolicy {
  readonly intervalMs: number;
  mark: DueMark;
  /** The mark before the tick read the nodes. A handler that has changed it since relies on it. */
  markBeforeRead: DueMark;
  /** True if the mark remains because a tick has to look at the user again. */
  isPostponed = false;
  /** True if the last read of the nodes found a loss. A user who is connected again gets a new grace period for the next loss. */
  #isLost = false;
  readonly #context: SettleContext;
  readonly #uid: string;

  constructor(context: SettleContext, uid: string, mark: DueMark) {
    this.#context = context;
    this.#uid = uid;
    this.mark = mark;
    this.markBeforeRead = mark;
    this.intervalMs = context.intervalMs;
  }

  beginRead(): void {
    this.markBeforeRead = this.mark;
    this.#isLost = false;
  }

  async isGracePeriodOver({ lastChanged }: Aggregate): Promise<boolean> {
    this.#isLost = true;
    const { marks, now, graceMs } = this.#context;
    const read = await marks.read(this.#uid);
    // Another tick has settled the loss of this mark. A later loss gets its own mark soon.
    if (read === null) return false;
    this.mark = read;
    if (endOfWait(read) > now()) return false;
    // Does not compare with `lostAt` of the mark: a deleted node whose event waited and a later loss can have the same time.
    const isLaterChange = lastChanged + graceMs > now();
    return !isLaterChange || read.extended;
  }

  async scheduleCheck(inMs: number | 'after the grace period'): Promise<void> {
    this.isPostponed = true;
    const at =
      inMs === 'after the grace period'
        ? await this.#moveToGracePeriod()
        : await this.#moveMark({ at: this.#context.now() + inMs, extended: this.#isLost && this.mark.extended });
    await this.#context.enqueueTick(at);
  }

  /**
   * Returns when to read the user again, whose grace period is not over, or whose node has changed since the loss of this mark. A new loss
   * gets its own grace period, once.
   */
  async #moveToGracePeriod(): Promise<number> {
    const { now, graceMs } = this.#context;
    const { at, graceUntil, extended } = this.mark;
    if (at > now()) return at;
    if (graceUntil !== null && graceUntil > now()) return this.#moveMark({ at: graceUntil, extended });
    const end = now() + graceMs;
    return this.#moveMark({ at: end, graceUntil: end, extended: true });
  }

  async #moveMark(move: Partial<DueMark> & Pick<DueMark, 'at'>): Promise<number> {
    const next = { ...this.mark, ...move };
    const { marks } = this.#context;
    if (await marks.replace(this.#uid, this.mark, next)) return next.at;
    return (await marks.ensure(this.#uid, next)).at;
  }
}
