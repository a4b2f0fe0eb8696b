import type { Log } from './log.ts';

/** A measurement is useless, because the emulator failed or a system was wrong before the act. */
export class Spoilt extends Error {}

/** More than the longest series of emulator failures that we saw. */
const TRIES = 5;

/** Repeats a measurement that throws {@link Spoilt}. Every other error ends it. */
export async function measureAgain<T>(measure: () => Promise<T>, log: Log, tries: number = TRIES): Promise<T> {
  for (let left = tries - 1; ; left--) {
    try {
      return await measure();
    } catch (error) {
      if (!(error instanceof Spoilt) || left === 0) throw error;
      log(`${error.message} Measuring again.`);
    }
  }
}
