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
  /** Numbers from 0 to 99 that decide everything. */
  dice: Iterator<number>;
  begins: Beginning;
  /** Gets a line for everything that happens. */
  story: string[];
}

const MISHAPS = { crashes: 3, duplicates: 2, losses: 1, refusals: 2 };

/** Lives the life while everything happens in a random order, and tells how it ends. */
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
    // Two clocks differ by at most twice that.
    skew: () => (roll() % (MOST_SKEW + 1)) - MOST_SKEW / 2,
    // Half of the workers know nothing, the others whatever they have read or written at some time.
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

/** Chooses what happens next. Some things are stalled until nothing else goes on: that is the longest stall there is. */
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
  // A pause in which all earlier events are handled.
  if (kind === 'deed') return 50;
  // Between what was decided and what is written is where most depends on it.
  return what.includes('writes what was decided') ? 40 : 8;
}

function isMishap({ kind }: Action): boolean {
  return kind === 'crash' || kind === 'again' || kind === 'lost' || kind === 'refusal';
}
