import { fieldsOf } from '@firebase-presence/contract';
import type { Reference } from 'firebase-admin/database';
import { nameOf, safeKey } from './safe-key.ts';

/*
 * The marks: which users the functions have to look at again, and when.
 *
 *   /presence/due/~{uid}: { at, grace_until?, lost_at?, extended? }
 *
 *   at            when a tick has to look at the user, in milliseconds since the epoch
 *   grace_until   the end of the user's grace period. It is missing if it is `at`, and if the mark is not that of a loss
 *   lost_at       the end of the user's last stay that led to this mark
 *   extended      true if the grace period has been extended for a later change once already
 *
 * `at` can be earlier than the end of the grace period: another change of the user does not wait for that end.
 *
 * Each user has at most one mark. Rule 4i: while a document is incorrect, there is at least one of these: an event that is not handled yet,
 * a mark, a running tick, the note of a killed tick (tick-notes.ts). So a tick deletes a mark only if the mark has not changed since the
 * tick read it. Each handler that relies on a mark changes it.
 */

const DUE_ROOT = 'presence/due';

/** How many marks a tick works on at once. */
const PAGE = 100;

export interface DueMark {
  at: number;
  /** Null if the mark is not that of a loss. */
  graceUntil: number | null;
  lostAt: number | null;
  extended: boolean;
}

/** The marks of one database instance. Each operation is atomic. */
export interface Marks {
  /**
   * Marks a user whose last connection was lost. The mark is due when the grace period of this loss is over. If the user has a grace period
   * already, the later end counts. If a change of the user already waits for an earlier tick, the mark is due then.
   */
  markLoss(uid: string, loss: Loss): Promise<DueMark>;
  /**
   * Makes sure that a tick looks at the user at this time or earlier. Changes an existing mark, so that a tick that works on it does not
   * delete it.
   */
  ensure(uid: string, need: Need): Promise<DueMark>;
  /** Replaces a mark that has not changed since it was read; null deletes it. @returns false if it has changed */
  replace(uid: string, read: DueMark, next: DueMark | null): Promise<boolean>;
  read(uid: string): Promise<DueMark | null>;
  /**
   * Reads the marks that are due, oldest first; at most one page.
   *
   * @param ticks how many ticks work on the marks side by side. With more than one, this reads a page for each of them and returns a random
   *   part, so that each tick works on other users in most cases. Default: one
   */
  due(now: number, ticks?: number): Promise<[uid: string, mark: DueMark][]>;
}

export interface Loss {
  at: number;
  lostAt: number;
}

export interface Need {
  /** When a tick has to look at the user, in milliseconds since the epoch. */
  at: number;
  /** The end of the grace period of a loss that has no mark yet. Default: the need is not that of a loss. */
  graceUntil?: number | null;
  /** The end of a stay that the document does not contain yet; null if there is none. */
  lostAt: number | null;
}

export function marksOf(root: Reference): Marks {
  return {
    markLoss: (uid, loss) => updateMark(root, uid, (mark) => withLoss(mark, loss)),
    ensure: (uid, need) => updateMark(root, uid, (mark) => withNeed(mark, need)),
    replace: (uid, read, next) => replaceMark(root, uid, read, next),
    read: async (uid) => readMark((await refOf(root, uid).get()).val()),
    due: (now, ticks = 1) => dueMarks(root, now, ticks),
  };
}

export function withLoss(mark: DueMark | null, { at, lostAt }: Loss): DueMark {
  if (mark === null) return { at, graceUntil: at, lostAt, extended: false };
  const graceUntil = Math.max(mark.graceUntil ?? 0, at);
  const waitsForGracePeriod = mark.graceUntil !== null && mark.at >= mark.graceUntil;
  return {
    at: waitsForGracePeriod ? Math.max(mark.at, at) : Math.min(mark.at, graceUntil),
    graceUntil,
    lostAt: Math.max(mark.lostAt ?? 0, lostAt),
    extended: false,
  };
}

/**
 * Moves an existing mark to an earlier time, or else by a millisecond, even if it is not due by the caller's clock: a tick with a faster
 * clock may work on it.
 */
export function withNeed(mark: DueMark | null, { at, graceUntil = null, lostAt }: Need): DueMark {
  if (mark === null) return { at, graceUntil, lostAt, extended: false };
  return {
    ...mark,
    at: at < mark.at ? at : mark.at + 1,
    graceUntil: mark.graceUntil ?? graceUntil,
    lostAt: latest(mark.lostAt, lostAt),
  };
}

function latest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

/** When a user without a connection may be shown offline, in milliseconds since the epoch. */
export function endOfWait({ at, graceUntil }: DueMark): number {
  return Math.max(at, graceUntil ?? 0);
}

export function isSameMark(one: DueMark, other: DueMark): boolean {
  return (
    one.at === other.at &&
    one.graceUntil === other.graceUntil &&
    one.lostAt === other.lostAt &&
    one.extended === other.extended
  );
}

async function replaceMark(root: Reference, uid: string, read: DueMark, next: DueMark | null): Promise<boolean> {
  const place = refOf(root, uid);
  const stop = await listenTo(place);
  let unchanged = false;
  try {
    await place.transaction(
      (value: unknown) => {
        const mark = readMark(value);
        unchanged = mark !== null && isSameMark(mark, read);
        return unchanged ? storedMark(next) : value;
      },
      undefined,
      false,
    );
  } finally {
    stop();
  }
  return unchanged;
}

/**
 * Listens to a value, and returns when it is known. A transaction without a listener first guesses that there is no
 * value. The database refuses that write, and each refusal is billed bytes.
 */
function listenTo(place: Reference): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const ignore = (): void => undefined;
    place.on('value', ignore, reject);
    place.once('value', () => resolve(() => place.off('value', ignore)), reject);
  });
}

async function dueMarks(root: Reference, now: number, ticks: number): Promise<[uid: string, mark: DueMark][]> {
  const page = await root
    .child(DUE_ROOT)
    .orderByChild('at')
    .endAt(now)
    .limitToFirst(PAGE * ticks)
    .get();
  const found: [string, DueMark][] = [];
  page.forEach((child) => {
    const mark = readMark(child.val());
    if (mark !== null) found.push([nameOf(child.key), mark]);
  });
  return ticks === 1 ? found : randomPart(found, ticks);
}

/** One of so many parts, from a random place on. */
function randomPart<T>(all: readonly T[], parts: number): T[] {
  const start = Math.floor(Math.random() * all.length);
  return [...all.slice(start), ...all.slice(0, start)].slice(0, Math.ceil(all.length / parts));
}

async function updateMark(root: Reference, uid: string, to: (mark: DueMark | null) => DueMark): Promise<DueMark> {
  const update = (value: unknown): unknown => storedMark(to(readMark(value)));
  const { snapshot } = await refOf(root, uid).transaction(update, undefined, false);
  const written = readMark(snapshot.val());
  if (written === null)
    throw new Error(`Cannot write the mark of user '${uid}': it is missing after the write. The function tries again.`);
  return written;
}

function refOf(root: Reference, uid: string): Reference {
  return root.child(`${DUE_ROOT}/${safeKey(uid)}`);
}

/** Only the functions write marks. A malformed mark comes from an operator and is due now. */
function readMark(value: unknown): DueMark | null {
  if (value === null || value === undefined) return null;
  const { at: due, grace_until: graceUntil, lost_at: lost, extended } = fieldsOf(value);
  const at = typeof due === 'number' ? due : 0;
  const lostAt = typeof lost === 'number' ? lost : null;
  return {
    at,
    graceUntil: typeof graceUntil === 'number' ? graceUntil : usualGraceUntil(at, lostAt),
    lostAt,
    extended: extended === true,
  };
}

function storedMark(mark: DueMark | null): Record<string, unknown> | null {
  if (mark === null) return null;
  const { at, graceUntil, lostAt, extended } = mark;
  const isUsual = graceUntil === usualGraceUntil(at, lostAt);
  return { at, grace_until: isUsual ? null : graceUntil, lost_at: lostAt, extended: extended || null };
}

/** Most marks are those of one loss. They do not store the same time twice, because each tick downloads its marks. */
function usualGraceUntil(at: number, lostAt: number | null): number | null {
  return lostAt === null ? null : at;
}
