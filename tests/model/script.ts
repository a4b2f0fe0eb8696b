import type { Circumstances } from './circumstances.ts';
import type { End } from './end.ts';
import { allWait } from './process.ts';
import { World } from './world.ts';

const NO_SURPRISES = {
  ...{ graceMs: 30, intervalMs: 0, handlers: 2, ticks: 2, pace: 0, strides: [] },
  skew: () => 0,
  recalls: null,
  anticipates: () => false,
};

/** Runs one order: first the named actions one after the other, then everything else in turn. */
export async function inThisOrder(
  given: Pick<Circumstances, 'code' | 'life' | 'begins' | 'mishaps'>,
  script: readonly string[],
): Promise<End> {
  const world = new World({ ...NO_SURPRISES, ...given });
  for (const what of script) {
    await allWait();
    const action = world.actions().find((one) => one.what === what);
    if (action === undefined) {
      throw new Error(
        `The action "${what}" is not possible now. Possible are: ${world
          .actions()
          .map((one) => one.what)
          .join('; ')}`,
      );
    }
    action.run();
  }
  for (;;) {
    await allWait();
    world.checkGuard();
    // The end must be correct without another mishap.
    const action = world.actions().find(({ kind }) => kind !== 'crash' && kind !== 'again');
    if (action === undefined) return world.end();
    action.run();
  }
}
