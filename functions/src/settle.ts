import type { Aggregate } from '@firebase-presence/contract';
import type { DueMark, Marks } from './due.ts';
import { type Cause, mirrorTo, type Outcome, type Patience, type UserNodes } from './mirror.ts';
import type { StatusDocument } from './status-document.ts';
import type { TickNotes } from './tick-notes.ts';

/** What it takes to settle users whose mark is due. */
export interface SettleContext {
  marks: Marks;
  /** Reads both nodes of a user from the server. */
  read: (uid: string) => Promise<UserNodes>;
  documentOf: (uid: string) => StatusDocument;
  graceMs: number;
  intervalMs: number;
  /** Asks for another tick at a time, in milliseconds since the epoch. */
  ask: (at: number) => Promise<void>;
  /** This worker's clock, in milliseconds since the epoch. */
  now: () => number;
}

export interface SettleReport {
  outcomes: Partial<Record<Outcome | 'failed' | 'later', number>>;
  /** What could not be done and was passed over, with the reason. */
  failed: string[];
}

/** How many pages of marks one tick works on; the rest is left to the next one. */
const PAGES = 20;

/** How long a user waits who could not be looked at, in milliseconds. */
const RETRY_MS = 5000;

/** How many failures the log of a tick names. */
export const MOST_REPORTED = 20;

/** The part of a tick that looks at the users whose mark is due. A user who cannot be looked at holds up none of the others. */
export async function settleDueUsers(
  context: SettleContext & { notes: TickNotes },
  report: SettleReport,
): Promise<void> {
  const { marks, notes, now, ask } = context;
  for (let pages = 0; pages < PAGES; pages++) {
    const page = await marks.due(now());
    if (page.length === 0) return;
    const uids = page.map(([uid]) => uid);
    const note = await notes.write(uids, now());
    await Promise.all(page.map(([uid, mark]) => settleOrPostpone(context, uid, mark, report)));
    await notes.remove(note);
  }
  await ask(now());
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
    if (report.failed.length < MOST_REPORTED) report.failed.push(`${uid}: ${error}`);
    const at = context.now() + RETRY_MS;
    const { lostAt } = mark;
    // The document may have been written before the failure, and another tick may have deleted the mark.
    const isPostponed = await context.marks.replace(uid, mark, { ...mark, at });
    if (!isPostponed) await context.marks.ensure(uid, { at, lostAt });
    await context.ask(at);
  }
}

/**
 * Looks at one user whose mark is due: reads the document, then the nodes, then the mark again. Writes what is true, and deletes the mark
 * only if it is as it was before the nodes were read: a handler that changed it since has seen other nodes, and relies on it.
 */
export async function settle(context: SettleContext, uid: string, mark: DueMark): Promise<Outcome | 'later'> {
  const latest = new LatestMark(context, uid, mark);
  const cause: Cause = {
    uid,
    // Stands in where the node has no time, so it is that of each look.
    get time() {
      return context.now();
    },
    // A later loss may be marked while the tick works.
    get endOfStay() {
      return latest.mark.lostAt;
    },
    // The stay ended by a departure if its end is that of the departure.
    get leftAt() {
      return latest.mark.lostAt;
    },
    chosen: false,
    isStale: () => false,
    read: () => {
      latest.beginLook();
      return context.read(uid);
    },
  };
  const outcome = await mirrorTo(context.documentOf(uid), cause, latest);
  if (latest.isLater) return 'later';
  await context.marks.replace(uid, latest.before, null);
  return outcome;
}

/** The mark of a user as the tick last read it, which is after the nodes. */
class LatestMark implements Patience {
  readonly intervalMs: number;
  mark: DueMark;
  /** The mark as it was read before the nodes. A handler that changed it since relies on it. */
  before: DueMark;
  /** The mark stays: the user is looked at again. */
  isLater = false;
  /** So it was when the nodes were last read. A user who was back has a grace period again. */
  #isLost = false;
  readonly #context: SettleContext;
  readonly #uid: string;

  constructor(context: SettleContext, uid: string, mark: DueMark) {
    this.#context = context;
    this.#uid = uid;
    this.mark = mark;
    this.before = mark;
    this.intervalMs = context.intervalMs;
  }

  beginLook(): void {
    this.before = this.mark;
    this.#isLost = false;
  }

  async isOver({ lastChanged }: Aggregate): Promise<boolean> {
    this.#isLost = true;
    const { marks, now, graceMs } = this.#context;
    const read = await marks.read(this.#uid);
    // Another tick has settled the loss that this mark was for; a later loss has a mark of its own, soon.
    if (read === null) return false;
    this.mark = read;
    if (read.at > now()) return false;
    // Not by the time of the loss: a deletion that had to wait and a loss after it can have the same.
    const isLaterChange = lastChanged + graceMs > now();
    return !isLaterChange || read.extended;
  }

  async lookAgain(inMs: number | 'after the grace period'): Promise<void> {
    this.isLater = true;
    const at =
      inMs === 'after the grace period'
        ? await this.#afterGrace()
        : await this.#at(this.#context.now() + inMs, this.#isLost && this.mark.extended);
    await this.#context.ask(at);
  }

  /** The node has changed after the loss that the mark is for. If that is a new loss, it has a grace period of its own; once. */
  async #afterGrace(): Promise<number> {
    const { now, graceMs } = this.#context;
    const { mark } = this;
    if (mark.at > now()) return mark.at;
    return this.#at(now() + graceMs, true);
  }

  async #at(at: number, extended: boolean): Promise<number> {
    const next = { ...this.mark, at, extended };
    const { marks } = this.#context;
    if (await marks.replace(this.#uid, this.mark, next)) return at;
    return (await marks.ensure(this.#uid, { at, lostAt: this.mark.lostAt })).at;
  }
}
