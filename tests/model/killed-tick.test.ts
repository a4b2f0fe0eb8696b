import { expect, test } from 'vitest';
import { type Code, OURS } from './code.ts';
import type { End } from './end.ts';
import { deeds } from './life.ts';
import { alwaysGuarded, endsRight } from './properties.ts';
import { inThisOrder } from './script.ts';
import { writesNoNote } from './wrong-code.ts';

const NOTE = / note/;

/** A lost user comes back before a tick writes `offline`. Another tick deletes the mark. Then the first tick writes and is killed. */
const STORY = [
  'tick of 990 begins',
  'tick of 990 reads what is due',
  'tick of 990 notes the user',
  'tick of 990 reads the document',
  'tick of 990 reads the nodes',
  'tick of 990 reads the mark',
  'documented client comes',
  'event 1 begins',
  'event 1 reads the document',
  'event 1 reads the nodes',
  'tick of 1000 begins',
  'tick of 1000 reads what is due',
  'tick of 1000 notes the user',
  'tick of 1000 reads the document',
  'tick of 1000 reads the nodes',
  'tick of 1000 replaces the mark',
  'tick of 1000 removes its note',
  'tick of 990 writes what was decided',
  'tick of 990 is killed',
];

function run(code: Code, story: readonly string[]): Promise<End> {
  const mishaps = { crashes: 1, duplicates: 0, losses: 0, refusals: 0 };
  return inThisOrder({ code, life: deeds('documented client comes'), begins: 'lost', mishaps }, story);
}

test('the document is correct in the end, although a tick was killed after its write', async () => {
  const end = await run(OURS, STORY);
  endsRight(end);
  alwaysGuarded(end);
});

test('without a note, the document stays incorrect when a tick is killed after its write', async () => {
  const withoutNotes = STORY.filter((what) => !NOTE.test(what));
  const end = await run(writesNoNote, withoutNotes);
  expect(() => endsRight(end)).toThrow("'offline'");
});
