import fc, { type RunDetails } from 'fast-check';
import { expect } from 'vitest';
import { liveAtRandom } from './at-random.ts';
import type { Beginning } from './beginnings.ts';
import type { Code } from './code.ts';
import type { Deed } from './life.ts';
import type { Property } from './properties.ts';

const { MODEL_RUNS = '2000', MODEL_SEED, MODEL_PATH } = process.env;

export interface AlwaysOptions {
  begins?: Beginning;
  runs?: number;
  /** True: the functions also write the public status. */
  writesBoth?: boolean;
}

/** Tries the code with random lives in random orders. The error of a failure contains the command that repeats it. */
export async function always(
  lives: fc.Arbitrary<Deed[]>,
  code: Code,
  holds: Property,
  { begins = 'new', runs = Number(MODEL_RUNS), writesBoth = false }: AlwaysOptions = {},
): Promise<void> {
  const dice = fc.noBias(fc.infiniteStream(fc.nat(99)));
  const property = fc.asyncProperty(lives, dice, async (life, rolls) => {
    const story: string[] = [];
    try {
      holds(await liveAtRandom({ code, life, dice: rolls, begins, writesBoth, story }));
    } catch (error) {
      if (error instanceof Error) stories.set(error, story);
      throw error;
    }
  });
  await fc.assert(property, { numRuns: runs, ...again(), reporter });
}

function again(): { seed?: number; path?: string; endOnFailure?: boolean } {
  if (MODEL_SEED === undefined) return {};
  // The path leads to the shortest failing case at once.
  return { seed: Number(MODEL_SEED), ...(MODEL_PATH === undefined ? {} : { path: MODEL_PATH, endOnFailure: true }) };
}

/** The actions before each error, for its report. */
const stories = new WeakMap<object, string[]>();

function reporter<T>(details: RunDetails<T>): void {
  if (!details.failed) return;
  const { seed, counterexamplePath: path, errorInstance: cause } = details;
  const story = cause instanceof Error ? stories.get(cause)?.join('\n') : '';
  const again = `MODEL_SEED=${seed} MODEL_PATH=${path} npm test -- model -t '${expect.getState().currentTestName}'`;
  throw new Error(`${cause}\n\nWhat happened:\n${story}\n\nTo see it again:\n${again}\n`, { cause });
}
