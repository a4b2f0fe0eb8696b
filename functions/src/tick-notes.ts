import type { Reference } from 'firebase-admin/database';
import { childrenOf } from './databases.ts';
import type { Marks } from './due.ts';
import { randomVersion } from './random-version.ts';
import { nameOf, safeKey } from './safe-key.ts';

/*
 * The notes: which users a tick works on.
 *
 *   /presence/ticking/{time}-{random}: { ~{uid}: true }
 *
 * A tick reads the nodes again after it wrote a document. If the platform kills it in between, the document may be incorrect, and another
 * tick may have deleted the mark. So a tick notes its users before it looks at them. The schedule then marks each user of a killed tick.
 */

const TICKING_ROOT = 'presence/ticking';

/** The platform kills a tick after three minutes, see index.ts. The rest allows for clocks that differ. In milliseconds. */
const ABANDONED_AFTER_MS = 600_000;

/** A tick works on one page for a shorter time, unless it was killed. In milliseconds. */
const RUNNING_MS = 30_000;

/** How many other ticks one tick counts at most. */
const MAX_RUNNING = 9;

/** How many notes one query reads. Each note holds at most one page of marks. */
const PAGE = 20;

export interface TickNotes {
  /** Notes the users of a tick. @returns the name of the note */
  write(uids: readonly string[], now: number): Promise<string>;
  remove(note: string): Promise<void>;
  /** How many ticks work on users. Those that have just been killed count too. */
  running(now: number): Promise<number>;
  /** Reads the notes of ticks that must have been killed, oldest first; at most one page. */
  abandoned(now: number): Promise<[note: string, uids: string[]][]>;
}

export function notesOf(root: Reference): TickNotes {
  const notes = root.child(TICKING_ROOT);
  return {
    async write(uids, now) {
      const note = `${now}-${randomVersion()}`;
      await notes.child(note).set(Object.fromEntries(uids.map((uid) => [safeKey(uid), true])));
      return note;
    },
    remove: (note) => notes.child(note).remove(),
    async running(now) {
      const recent = notes.orderByKey().startAt(String(now - RUNNING_MS));
      return (await recent.limitToFirst(MAX_RUNNING).get()).numChildren();
    },
    async abandoned(now) {
      // The keys begin with a time. Times have the same number of digits until the year 2286.
      const old = notes
        .orderByKey()
        .endAt(String(now - ABANDONED_AFTER_MS))
        .limitToFirst(PAGE);
      return childrenOf(await old.get()).map(([note, users]) => [note, Object.keys(Object(users)).map(nameOf)]);
    },
  };
}

export interface ResumeContext {
  marks: Pick<Marks, 'ensure'>;
  notes: TickNotes;
  enqueueTick: (at: number) => Promise<void>;
  now: () => number;
}

/** Marks the users of killed ticks, so that another tick looks at them. */
export async function resumeKilledTicks({ marks, notes, enqueueTick, now }: ResumeContext): Promise<void> {
  for (const [note, uids] of await notes.abandoned(now())) {
    await Promise.all(uids.map((uid) => marks.ensure(uid, { at: now(), lostAt: null })));
    await enqueueTick(now());
    await notes.remove(note);
  }
}
