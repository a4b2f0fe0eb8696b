import { expect, test } from 'vitest';
import { always } from './always.ts';
import type { Beginning } from './beginnings.ts';
import type { Code } from './code.ts';
import { anyLife, documentedLife, lifeBesideAnotherTab, stampingLife } from './life.ts';
import { endsInTwoGracePeriods } from './prompt.ts';
import { alwaysGuarded, endsRight, neverGoesBack, neverHasty, type Property } from './properties.ts';
import * as wrong from './wrong-code.ts';

/*
 * The model can fail: code that breaks one rule each, in which it has to find the fault by itself.
 */

test('the function of Firebase’s documentation is found wrong by the same model', async () => {
  await isFoundWrong(documentedLife, wrong.documented);
});

test('a mirror that does not look again after it wrote is found wrong by the same model', async () => {
  await isFoundWrong(anyLife, wrong.looksOnce);
});

test('a mirror that replaces a version which was written after it had looked is found wrong by the same model', async () => {
  // It looks again, so it ends right; on the way it was not.
  await isFoundWrong(anyLife, wrong.writesOutOfTurn, neverGoesBack);
});

test('a mirror that takes what it knows of the document for what stands is found wrong by the same model', async () => {
  await isFoundWrong(anyLife, wrong.believesMemory);
});

test('a mirror that is not woken by creation and deletion is found wrong by the same model', async () => {
  await isFoundWrong(anyLife, wrong.sleeps);
});

test('a mirror that drops an overtaken event although the document is wrong is found wrong by the same model', async () => {
  await isFoundWrong(anyLife, wrong.dropsOvertaken);
});

test('a tick that does not read the mark again after the nodes is found wrong by the same model', async () => {
  await isFoundWrong(lifeBesideAnotherTab, wrong.trustsMark, neverHasty);
});

test('a mirror that relies on a mark without changing it is found wrong by the same model', async () => {
  // Where the end of a stay is not written, a tick has less to do: the fault is rarer elsewhere.
  await isFoundWrong(lifeBesideAnotherTab, wrong.leavesMarkAsItIs, alwaysGuarded, 'hidden');
});

test('a tick that deletes a mark which has changed is found wrong by the same model', async () => {
  await isFoundWrong(anyLife, wrong.deletesAnyMark, alwaysGuarded);
});

test('a mirror that leaves no mark for a loss which the event of another change finds is found wrong by the same model', async () => {
  await isFoundWrong(anyLife, wrong.leavesLossToOthers, alwaysGuarded);
});

test('a mirror that takes a stamp for a loss is found wrong by the same model', async () => {
  expect(await failureOf(endsInTwoGracePeriods(stampingLife, wrong.believesStamps))).toMatchObject(ASSERTION);
});

/** Not for an error of its own. */
const ASSERTION = { name: 'AssertionError' };

/** Ends with the first fault, after some hundred orders; the rarest, a handler killed at the one wrong moment, after some thousand. */
async function isFoundWrong(
  lives: typeof anyLife,
  code: Code,
  holds: Property = endsRight,
  begins: Beginning = 'new',
): Promise<void> {
  const search = always(lives, code, holds, { runs: 100_000, begins });
  expect(await failureOf(search)).toMatchObject({ cause: ASSERTION });
}

const failureOf = (search: Promise<unknown>): Promise<unknown> =>
  search.then(
    () => null,
    (error: unknown) => error,
  );
