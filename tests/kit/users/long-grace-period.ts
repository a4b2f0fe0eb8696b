import { onTestFinished } from 'vitest';
import * as suite from '../suite.ts';

/**
 * Gives the user a grace period of a minute, so that others see no loss if a slow machine takes longer than the grace period to connect again. If a user has a mark already, the later time
 * counts.
 */
export async function hasLongGracePeriod({ uid }: { uid: string }): Promise<void> {
  const mark = suite.admin().database.ref(`presence/due/~${uid}`);
  await mark.set({ at: Date.now() + 60_000 });
  onTestFinished(() => mark.remove());
}
