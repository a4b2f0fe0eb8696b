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
  /** How many orders the walk has followed to their end. */
  orders: number;
  /** How many different situations with a choice the walk has found. */
  situations: number;
  /** All different ends, as text. */
  ends: Set<string>;
}

export interface Options {
  /** True to stop an order at a situation that the walk has seen before, because the rest would be the same. */
  reduced: boolean;
  holds: readonly Property[];
  /** Properties that only the end of an order must have. */
  ends: readonly Property[];
  /** The walk fails if there are more orders. */
  most?: number;
}

/**
 * Walks through every order of the actions of a small world, depth first. Real code cannot be set back, so each order starts the world
 * anew. It repeats the choices up to the last one with another alternative, and then takes that alternative.
 */
export async function walk(code: Code, small: SmallWorld, options: Options): Promise<Walk> {
  const result: Walk = { orders: 0, situations: 0, ends: new Set() };
  const path = new Path();
  const known = new Set<string>();
  for (let orders = 1; ; orders++) {
    // Gives the test runner time to work.
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
  result.situations = known.size;
  return result;
}

const DEFAULTS = { skew: () => 0, recalls: null, anticipates: () => false, pace: 0, strides: [] };

/** @returns false if it stopped at a situation that an earlier order has reached */
async function goThrough(world: World, path: Path, known: Set<string> | null, story: Action[]): Promise<boolean> {
  path.begin();
  for (;;) {
    await allWait();
    // An earlier order has checked the repeated part.
    if (path.isNew) world.checkGuard();
    const actions = known === null ? world.actions() : withoutEqual(world.actions());
    if (actions.length === 0) return true;
    // A situation with one action has no choice, so it needs no memory.
    if (known !== null && actions.length > 1 && path.isNew && !remember(known, world.situation())) return false;
    const action = path.choose(actions);
    story.push(action);
    action.run();
  }
}

/**
 * Some steps have the same effect before and after all other actions. A process that asks for a tick is one case, because a tick can be
 * late in any case. A process that writes or removes its note is the other, because no process reads a note while its tick runs. Such a
 * step comes first, unless the process is killed before it.
 */
function withoutEqual(actions: Action[]): Action[] {
  const equal = actions.find(({ what }) => EQUAL.test(what));
  return equal === undefined ? actions : actions.filter(({ process }) => process === equal.process);
}

const EQUAL = /(asks for a tick|notes the user|removes its note)$/;

function remember(known: Set<string>, situation: string): boolean {
  const before = known.size;
  known.add(createHash('md5').update(situation).digest('base64'));
  return known.size > before;
}

function check(end: End, isEnd: boolean, { holds, ends }: Options, result: Walk): void {
  for (const property of holds) property(end);
  if (!isEnd) return;
  for (const property of ends) property(end);
  result.orders++;
  result.ends.add(JSON.stringify([end.document, end.user]));
}

/** The choices of one order. The next order differs in the last choice that has another alternative. */
class Path {
  readonly #choices: number[] = [];
  readonly #alternatives: number[] = [];
  #depth = 0;

  begin(): void {
    this.#depth = 0;
  }

  /** True if no earlier order has made these choices. */
  get isNew(): boolean {
    return this.#depth >= this.#choices.length;
  }

  choose(actions: readonly Action[]): Action {
    if (this.isNew) {
      this.#choices.push(0);
      this.#alternatives.push(actions.length);
    }
    const action = actions[this.#choices[this.#depth++] ?? 0];
    if (action === undefined) throw new Error('A repeated order has other actions than before.');
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
