import fc, { type RunDetails } from 'fast-check';
import { expect } from 'vitest';
import type { Deed } from './life.ts';
import { type End, type Handler, live } from './world.ts';

const { MODEL_RUNS = '3000', MODEL_SEED, MODEL_PATH } = process.env;

/** Tries a handler with random lives in random schedules. The error of a failure says how to see it again. */
export async function always(
  lives: fc.Arbitrary<Deed[]>,
  handler: Handler,
  holds: (end: End) => void,
  { steady = false, runs = Number(MODEL_RUNS) } = {},
): Promise<void> {
  const dice = fc.noBias(fc.infiniteStream(fc.nat(99)));
  const property = fc.asyncProperty(fc.scheduler(), lives, dice, async (scheduler, life, rolls) => {
    holds(await live({ scheduler, handler, life, dice: rolls, steady }));
  });
  await fc.assert(property, { numRuns: runs, ...again(), reporter });
}

/** Rule 4: the document says what the nodes say, and is missing only where there is nothing to say. */
export function endsRight({ user, document }: End): void {
  expect(document?.state ?? 'offline').toBe(user.state);
  expect(document?.availability ?? 'available').toBe(user.availability);
  if (document === null) expect(user.absent).toBe(true);
}

export function neverGoesBack({ history }: End): void {
  history.forEach((status, index) => {
    expect(status?.lastChanged ?? 0).toBeGreaterThanOrEqual(history[index - 1]?.lastChanged ?? 0);
  });
}

/** Of what happened while nobody was to see it, no time is ever told. */
export function nothingHiddenShows({ history, hidden }: End): void {
  for (const { from, to } of hidden) {
    const told = history.map((status) => status?.lastChanged ?? 0).filter((time) => time > from && time < to);
    expect(told).toEqual([]);
  }
}

function again(): { seed?: number; path?: string; endOnFailure?: boolean } {
  if (MODEL_SEED === undefined) return {};
  // The path leads straight to the failure, after it was made as short as possible.
  return { seed: Number(MODEL_SEED), ...(MODEL_PATH === undefined ? {} : { path: MODEL_PATH, endOnFailure: true }) };
}

function reporter<T>(details: RunDetails<T>): void {
  if (!details.failed) return;
  const title = expect.getState().currentTestName;
  const command = `MODEL_SEED=${details.seed} MODEL_PATH=${details.counterexamplePath} npm run test:model -- -t '${title}'`;
  const { errorInstance: cause } = details;
  throw new Error(`${fc.defaultReportMessage(details)}\n\nTo see it again:\n${command}\n`, { cause });
}
