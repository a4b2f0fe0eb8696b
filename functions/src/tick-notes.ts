import type { Reference } from 'firebase-admin/database';
import { childrenOf } from './databases.ts';
import type { Marks } from './due.ts';
import { randomMark } from './random-mark.ts';
import { nameOf, safeKey } from './safe-key.ts';

/*
 * Which users a tick works on:
 *
 *   /presence/ticking/{time}-{random}: { ~{uid}: true }
 *
 * A tick looks again after it wrote a document. If it is killed in between, the document may be wrong, and another tick may have deleted the
 * mark. So a tick notes its users before it looks at them, and the schedule leaves a mark for each user whose tick was killed.
 */

const TICKING_ROOT = 'presence/ticking';

/** A tick is killed after three minutes, see index.ts. The rest is for clocks that differ. */
const ABANDONED_AFTER_MS = 600_000;

/** How many notes are read at once. Each holds as many users as a page of marks. */
const PAGE = 20;

export interface TickNotes {
  /** @returns the name of the note */
  write(uids: readonly string[], now: number): Promise<string>;
  remove(note: string): Promise<void>;
  /** The notes of ticks that must have been killed, the oldest first; at most a page. */
  abandoned(now: number): Promise<[note: string, uids: string[]][]>;
}

export function notesOf(root: Reference): TickNotes {
  const notes = root.child(TICKING_ROOT);
  return {
    async write(uids, now) {
      const note = `${now}-${randomMark()}`;
      await notes.child(note).set(Object.fromEntries(uids.map((uid) => [safeKey(uid), true])));
      return note;
    },
    remove: (note) => notes.child(note).remove(),
    async abandoned(now) {
      // The keys begin with a time, and times have the same number of digits until the year 2286.
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
  ask: (at: number) => Promise<void>;
  now: () => number;
}

/** Has the users looked at again whose tick was killed. */
export async function resumeKilledTicks({ marks, notes, ask, now }: ResumeContext): Promise<void> {
  for (const [note, uids] of await notes.abandoned(now())) {
    await Promise.all(uids.map((uid) => marks.ensure(uid, { at: now(), lostAt: null })));
    await ask(now());
    await notes.remove(note);
  }
}
