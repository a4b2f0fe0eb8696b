import type { Say } from './say.ts';

/** The emulator failed, or a system was wrong before the act: what was measured is worth nothing. */
export class Spoilt extends Error {}

/** Longer than any row of failures of the emulator that was seen. */
const TRIES = 5;

/** Measures again what the emulator has spoilt. Every other error ends it. */
export async function measureAgain<T>(measure: () => Promise<T>, say: Say, tries: number = TRIES): Promise<T> {
  for (let left = tries - 1; ; left--) {
    try {
      return await measure();
    } catch (error) {
      if (!(error instanceof Spoilt) || left === 0) throw error;
      say(`${error.message} It is measured again.`);
    }
  }
}
