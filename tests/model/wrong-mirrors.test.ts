import { expect, test } from 'vitest';
import { type AlwaysOptions, always } from './always.ts';
import type { Code } from './code.ts';
import { anyLife, documentedLife, lifeBesideAnotherTab, stampingLife } from './life.ts';
import { endsInTwoGracePeriods } from './prompt.ts';
import { alwaysGuarded, endsRight, inBothTargets, neverGoesBack, neverHasty, type Property } from './properties.ts';
import * as wrong from './wrong-code.ts';

/*
 * The model can fail: it has to find the fault in code that breaks one rule.
 */

test('the model finds the fault of the function in Firebase’s documentation', async () => {
  await expectFault(documentedLife, wrong.documented);
});

test('the model finds the fault of handlers that do not read again after they wrote', async () => {
  await expectFault(anyLife, wrong.readsOnce);
});

test('the model finds the fault of handlers that replace a newer version', async () => {
  // These handlers read again, so the document is correct in the end, but incorrect at an earlier moment.
  await expectFault(anyLife, wrong.replacesNewerVersion, neverGoesBack);
});

test('the model finds the fault of handlers that treat a known version as the current one', async () => {
  await expectFault(anyLife, wrong.trustsMemory);
});

test('the model finds the fault of handlers that ignore creation and deletion', async () => {
  await expectFault(anyLife, wrong.ignoresCreationAndDeletion);
});

test('the model finds the fault of handlers that drop every stale event', async () => {
  await expectFault(anyLife, wrong.dropsStaleEvents);
});

test('the model finds the fault of a tick that does not read the mark again', async () => {
  await expectFault(lifeBesideAnotherTab, wrong.trustsMark, neverHasty);
});

test('the model finds the fault of handlers that rely on a mark without changing it', async () => {
  // A user who hides last seen gives a tick less to do, so the fault is more frequent here.
  await expectFault(lifeBesideAnotherTab, wrong.keepsMarkUnchanged, alwaysGuarded, { begins: 'hidden' });
});

test('the model finds the fault of a tick that deletes a mark which has changed', async () => {
  await expectFault(anyLife, wrong.deletesAnyMark, alwaysGuarded);
});

test('the model finds the fault of handlers that write no mark for a loss', async () => {
  await expectFault(anyLife, wrong.writesNoMarkForLoss, alwaysGuarded);
});

test('the model finds the fault of a tick that deletes the mark when one of two targets is right', async () => {
  await expectFault(anyLife, wrong.looksAtOneTarget, inBothTargets(endsRight), { writesBoth: true });
});

test('the model finds the fault of handlers that treat a stamp as a loss', async () => {
  expect(await failureOf(endsInTwoGracePeriods(stampingLife, wrong.treatsStampAsLoss))).toMatchObject(ASSERTION);
});

/** The model must find the fault by an assertion, not by another error. */
const ASSERTION = { name: 'AssertionError' };

/** Stops at the first fault. Most need some hundred orders. The rarest, a handler killed at one exact moment, needs some thousand. */
async function expectFault(
  lives: typeof anyLife,
  code: Code,
  holds: Property = endsRight,
  options: AlwaysOptions = {},
): Promise<void> {
  const search = always(lives, code, holds, { runs: 100_000, ...options });
  expect(await failureOf(search)).toMatchObject({ cause: ASSERTION });
}

const failureOf = (search: Promise<unknown>): Promise<unknown> =>
  search.then(
    () => null,
    (error: unknown) => error,
  );
