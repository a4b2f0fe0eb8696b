import type { Action } from './action.ts';
import type { Beginning } from './beginnings.ts';
import type { Code } from './code.ts';
import type { End } from './end.ts';
import type { Deed } from './life.ts';
import { allWait } from './process.ts';
import { MOST_SKEW } from './watch.ts';
import { World } from './world.ts';

export interface RandomLife {
  code: Code;
  life: Deed[];
  /** Numbers from 0 to 99. They decide everything that is random. */
  dice: Iterator<number>;
  begins: Beginning;
  writesBoth: boolean;
  /** Receives one line for each action. */
  story: string[];
}

const MISHAPS = { crashes: 3, duplicates: 2, losses: 1, refusals: 2 };

/** Runs a life with its events in a random order. @returns how it ends */
export async function liveAtRandom({ dice, story, ...given }: RandomLife): Promise<End> {
  const roll = (): number => dice.next().value;
  const world = new World({
    ...given,
    graceMs: 30,
    intervalMs: roll() < 50 ? 0 : 25,
    mishaps: MISHAPS,
    handlers: 10,
    ticks: 3,
    pace: 10,
    // Two clocks differ by at most twice this value.
    skew: () => (roll() % (MOST_SKEW + 1)) - MOST_SKEW / 2,
    // Half of the workers have no known version. That of the others is any earlier version or the newest one.
    recalls: (newest) => roll() % (2 * newest),
    anticipates: () => roll() < 50,
    strides: [3, 20],
  });
  const chance = new Chance(roll);
  for (;;) {
    await allWait();
    world.checkGuard();
    const actions = world.actions();
    if (actions.length === 0) return world.end();
    const action = chance.choose(actions);
    story.push(`${world.now} ${action?.what}`);
    action?.run();
  }
}

/** Chooses the next action. Stalls some actions until no other action remains, which is the longest possible stall. */
class Chance {
  readonly #roll: () => number;
  readonly #known = new WeakSet<object>();
  readonly #stalled = new WeakSet<object>();

  constructor(roll: () => number) {
    this.#roll = roll;
  }

  choose(actions: readonly Action[]): Action | undefined {
    const mishaps = actions.filter(isMishap);
    if (mishaps.length > 0 && this.#roll() < 4) return this.#pick(mishaps);
    const usual = actions.filter((action) => !isMishap(action));
    for (const action of usual) this.#mayStall(action);
    const time = usual.filter(({ kind }) => kind === 'time');
    const others = usual.filter(({ kind }) => kind !== 'time');
    const awake = others.filter(({ about }) => !this.#stalled.has(about));
    if (time.length > 0 && (others.length === 0 || this.#roll() < (awake.length > 0 ? 12 : 50)))
      return this.#pick(time);
    if (awake.length > 0) return this.#pick(awake);
    const woken = this.#pick(others);
    if (woken) this.#stalled.delete(woken.about);
    return woken;
  }

  #mayStall({ kind, what, about }: Action): void {
    if (this.#known.has(about)) return;
    this.#known.add(about);
    if (kind !== 'time' && this.#roll() < likelihoodOfStall(kind, what)) this.#stalled.add(about);
  }

  #pick(actions: readonly Action[]): Action | undefined {
    return actions[this.#roll() % actions.length];
  }
}

function likelihoodOfStall(kind: Action['kind'], what: string): number {
  // A stalled deed is a pause in which all earlier events are handled.
  if (kind === 'deed') return 50;
  // Most faults need a stall between the decision of a handler and its write.
  return what.includes('writes what was decided') ? 40 : 8;
}

function isMishap({ kind }: Action): boolean {
  return kind === 'crash' || kind === 'again' || kind === 'lost' || kind === 'refusal';
}
