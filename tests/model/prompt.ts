import { expect } from 'vitest';
import type { Action } from './action.ts';
import type { Code } from './code.ts';
import type { Deed } from './life.ts';
import { allWait } from './process.ts';
import { World } from './world.ts';

const GRACE_MS = 30;

/**
 * Runs a life in which each change takes one millisecond and everything else happens at once. The user's last connection is lost at some
 * time. Two grace periods later the document must say `offline`, whatever happens in between.
 */
export async function endsInTwoGracePeriods(life: Deed[], code: Code): Promise<void> {
  const world = new World({
    code,
    life,
    graceMs: GRACE_MS,
    intervalMs: 0,
    mishaps: { crashes: 0, duplicates: 0, losses: 0, refusals: 0 },
    ...{ handlers: 10, ticks: 3, pace: 1, strides: [] },
    skew: () => 0,
    recalls: null,
    anticipates: () => false,
  });
  for (;;) {
    await allWait();
    const action = first(world.actions());
    if (action === undefined) return;
    const { lostAt, document } = world.end();
    if (action.kind === 'deed' && lostAt !== null && world.now >= lostAt + 2 * GRACE_MS)
      expect(document?.state).toBe('offline');
    action.run();
  }
}

/** Chooses steps of functions before changes of the user. */
function first(actions: readonly Action[]): Action | undefined {
  return (
    actions.find(({ kind }) => kind === 'step' || kind === 'begins') ??
    actions.find(({ kind }) => kind === 'deed') ??
    actions[0]
  );
}
