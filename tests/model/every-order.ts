import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Action } from './action.ts';
import type { Circumstances } from './circumstances.ts';
import type { Code } from './code.ts';
import type { End } from './end.ts';
import { allWait } from './process.ts';
import type { Property } from './properties.ts';
import { World } from './world.ts';

/** A world that is small enough to try every order. */
export type SmallWorld = Omit<Circumstances, 'code' | 'skew' | 'recalls' | 'anticipates' | 'pace' | 'strides'> &
  Partial<Pick<Circumstances, 'skew' | 'recalls' | 'anticipates'>>;

export interface Walk {
  /** How many orders were gone through to their end. */
  schedules: number;
  /** How many different moments there were, of those in which there was a choice. */
  states: number;
  /** All different ends. */
  ends: Set<string>;
}

export interface Options {
  /** A moment that is exactly as one before is not gone on from: the rest would be the same. */
  reduced: boolean;
  holds: readonly Property[];
  /** Further properties of how it ends, of orders that were gone through to their end. */
  ends: readonly Property[];
  /** Fails if there are more orders. */
  most?: number;
}

/**
 * Walks through every order in which the things of a small world can happen, depth first. The code runs for real and cannot be set back, so
 * each order begins anew: the choices up to the last one that has another alternative are repeated, then that alternative is taken.
 */
export async function walk(code: Code, small: SmallWorld, options: Options): Promise<Walk> {
  const result: Walk = { schedules: 0, states: 0, ends: new Set() };
  const path = new Path();
  const known = new Set<string>();
  for (let orders = 1; ; orders++) {
    // Lets the test runner live.
    if (orders % 500 === 0) await breathe();
    if (orders > (options.most ?? Number.POSITIVE_INFINITY))
      throw new Error(`There are more than ${options.most} orders`);
    const world = new World({ ...DEFAULTS, ...small, code });
    const story: Action[] = [];
    try {
      const isNew = await goThrough(world, path, options.reduced ? known : null, story);
      check(world.end(), isNew, options, result);
    } catch (error) {
      if (error instanceof Error) error.message += `\n\nWhat happened:\n${story.map(({ what }) => what).join('\n')}\n`;
      throw error;
    }
    if (!path.next()) break;
  }
  result.states = known.size;
  return result;
}

const DEFAULTS = { skew: () => 0, recalls: null, anticipates: () => false, pace: 0, strides: [] };

/** @returns false if it came to a moment that is known */
async function goThrough(world: World, path: Path, known: Set<string> | null, story: Action[]): Promise<boolean> {
  path.begin();
  for (;;) {
    await allWait();
    // What is repeated was checked before.
    if (path.isNew) world.checkGuard();
    const actions = known === null ? world.actions() : withoutEqual(world.actions());
    if (actions.length === 0) return true;
    // With one thing that can happen there is no choice, and nothing to remember.
    if (known !== null && actions.length > 1 && path.isNew && !remember(known, world.state())) return false;
    const action = path.choose(actions);
    story.push(action);
    action.run();
  }
}

/**
 * What a process does next may make no difference to anything else that can happen first: it asks for a tick, which can be late anyhow, or
 * it writes or removes its note, which nobody reads while it runs. Then it does that now, unless it is killed before.
 */
function withoutEqual(actions: Action[]): Action[] {
  const equal = actions.find(({ what }) => EQUAL.test(what));
  return equal === undefined ? actions : actions.filter(({ process }) => process === equal.process);
}

const EQUAL = /(asks for a tick|notes the user|removes its note)$/;

function remember(known: Set<string>, state: string): boolean {
  const before = known.size;
  known.add(createHash('md5').update(state).digest('base64'));
  return known.size > before;
}

function check(end: End, isEnd: boolean, { holds, ends }: Options, result: Walk): void {
  for (const property of holds) property(end);
  if (!isEnd) return;
  for (const property of ends) property(end);
  result.schedules++;
  result.ends.add(JSON.stringify([end.document, end.user]));
}

/** The choices of one order; the next one differs in the last choice that had another alternative. */
class Path {
  readonly #choices: number[] = [];
  readonly #alternatives: number[] = [];
  #depth = 0;

  begin(): void {
    this.#depth = 0;
  }

  /** No order before has come here. */
  get isNew(): boolean {
    return this.#depth >= this.#choices.length;
  }

  choose(actions: readonly Action[]): Action {
    if (this.isNew) {
      this.#choices.push(0);
      this.#alternatives.push(actions.length);
    }
    const action = actions[this.#choices[this.#depth++] ?? 0];
    if (action === undefined) throw new Error('An order that is repeated went another way');
    return action;
  }

  /** @returns false if there is no other order */
  next(): boolean {
    for (let last = this.#choices.length - 1; last >= 0; last--) {
      const choice = (this.#choices[last] ?? 0) + 1;
      if (choice < (this.#alternatives[last] ?? 0)) {
        this.#choices[last] = choice;
        return true;
      }
      this.#choices.pop();
      this.#alternatives.pop();
    }
    return false;
  }
}
