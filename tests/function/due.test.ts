import { expect, test } from 'vitest';
import { type Marks, marksOf } from '../../functions/src/due.ts';
import { type SettleReport, settleDueUsers } from '../../functions/src/settle.ts';
import { notesOf, type TickNotes } from '../../functions/src/tick-notes.ts';
import { newInstance, type OwnInstance } from '../kit/new-instance.ts';

/*
 * Which users a tick works on.
 */

const NOW = 1_700_000_000_000;
const MASS_LOSS = 60;

test('a tick alone works on all users who are due', async () => {
  const place = await usersAreDue(MASS_LOSS);
  expect(await pagesOfTick(place)).toEqual([MASS_LOSS]);
});

test('a tick beside five others works on a sixth of the users who are due at a time', async () => {
  const place = await usersAreDue(MASS_LOSS);
  for (let other = 0; other < 5; other++) await place.notes.write(['someone'], NOW - 1000);
  const pages = await pagesOfTick(place);
  expect(pages[0]).toBe(MASS_LOSS / 6);
  expect(pages.reduce((sum, users) => sum + users, 0)).toBe(MASS_LOSS);
});

test('a tick does not share with a tick that was killed half a minute ago', async () => {
  const place = await usersAreDue(MASS_LOSS);
  await place.notes.write(['someone'], NOW - 30_001);
  expect(await pagesOfTick(place)).toEqual([MASS_LOSS]);
});

test('ticks side by side work on different users of a mass loss', async () => {
  const { marks } = await usersAreDue(MASS_LOSS);
  const parts = await Promise.all(Array.from({ length: 20 }, () => marks.due(NOW, 6)));
  expect(parts.map((part) => part.length)).toEqual(parts.map(() => MASS_LOSS / 6));
  expect(new Set(parts.flat().map(([uid]) => uid)).size).toBeGreaterThan(MASS_LOSS / 2);
});

interface Place {
  root: OwnInstance['root'];
  marks: Marks;
  notes: TickNotes;
}

/** So many users, each due a millisecond after the one before. */
async function usersAreDue(count: number): Promise<Place> {
  const { root } = await newInstance('due');
  const stored = Array.from({ length: count }, (_, index) => {
    const at = NOW - count + index;
    return [`~user-${index}`, { at, lost_at: at }];
  });
  await root.child('presence/due').set(Object.fromEntries(stored));
  return { root, marks: marksOf(root), notes: notesOf(root) };
}

/** Runs a tick. @returns how many users it noted before it worked on them, each time */
async function pagesOfTick({ marks, notes }: Place): Promise<number[]> {
  const pages: number[] = [];
  const write: TickNotes['write'] = (uids, now) => {
    pages.push(uids.length);
    return notes.write(uids, now);
  };
  const report: SettleReport = { outcomes: {}, failed: [] };
  const context = {
    marks,
    notes: { ...notes, write },
    documentsOf: () => [],
    read: async () => ({ status: null, settings: null }),
    graceMs: 0,
    intervalMs: 0,
    enqueueTick: async () => undefined,
    now: () => NOW,
  };
  await settleDueUsers(context, report);
  expect(report.failed).toEqual([]);
  return pages;
}
