import type { Scheduler } from 'fast-check';
import { type Aggregate, aggregate, type Status } from '../../contract/index.ts';
import type { StatusChange } from '../../functions/src/mirror.ts';
import type { StatusDocument } from '../../functions/src/status-document.ts';
import { ModelDocument, type Step } from './document.ts';
import type { Deed } from './life.ts';
import { Patience } from './patience.ts';
import { type Change, UID, UserNode } from './user-node.ts';

/** A handler of the events: the mirror, or one that is to be found wrong. */
export type Handler = (
  document: StatusDocument,
  change: StatusChange,
  grace: () => Promise<unknown>,
) => Promise<unknown>;

export interface Circumstances {
  scheduler: Scheduler;
  handler: Handler;
  life: Deed[];
  /** Numbers from 0 to 99 that decide what goes wrong. */
  dice: Iterator<number>;
  /** A connection stands through it all. */
  steady?: boolean;
}

export interface End {
  node: Aggregate;
  /** When the user's stays ended, in order. */
  ends: readonly number[];
  document: Status | null;
  /** All that watchers have seen of the document. */
  history: readonly (Status | null)[];
  /** Losses that were shown although their grace period was not waited for. */
  hasty: number;
}

/** How often one event's handler may be killed: the platform tries again until it succeeds. */
const MOST_CRASHES = 2;

/** Far more than the longest life takes. Who needs more never ends. */
const MOST_STEPS = 3000;

/** Lives the life while its events are handled in whatever order the scheduler chooses, and tells how it ends. */
export function live(circumstances: Circumstances): Promise<End> {
  return new World(circumstances).live();
}

class World {
  readonly #given: Circumstances;
  readonly #node: UserNode;
  readonly #document: ModelDocument;
  readonly #work: Promise<unknown>[] = [];
  readonly #ends: number[] = [];
  #hasty = 0;
  #steps = 0;
  #events = 0;

  constructor(given: Circumstances) {
    this.#given = given;
    this.#node = new UserNode(given.steady ? 'steady' : null);
    this.#document = new ModelDocument(given.steady ? { state: 'online', lastChanged: 900 } : null);
  }

  async live(): Promise<End> {
    this.#work.push(this.#happen());
    // What is at work adds more of it.
    let waitedFor = 0;
    while (waitedFor < this.#work.length) {
      waitedFor = this.#work.length;
      await this.#given.scheduler.waitFor(Promise.all(this.#work));
    }
    const node = aggregate(this.#node.value, this.#node.time);
    const { stands, history } = this.#document;
    return { node, ends: this.#ends, document: stands, history, hasty: this.#hasty };
  }

  async #happen(): Promise<void> {
    for (const deed of this.#given.life) {
      await this.#step(deed.kind);
      const change = this.#node.does(deed);
      if (change !== null) this.#spread(change);
    }
  }

  #spread(change: Change): void {
    const [before, after] = [aggregate(change.before, change.time), aggregate(change.after, change.time)];
    if (before.state === 'online' && after.state === 'offline') this.#ends.push(after.lastChanged);
    const deliveries = this.#roll() < 30 ? 2 : 1;
    const event = `event ${++this.#events}`;
    for (let delivery = 1; delivery <= deliveries; delivery++) {
      this.#work.push(this.#handle(change, delivery === 1 ? event : `${event}, again,`));
    }
    if (change.anticipates !== null) {
      this.#work.push(this.#document.anticipate(change.anticipates, this.#stepsOf(`owner of ${event}`, false)));
    }
  }

  async #handle(change: Change, name: string): Promise<void> {
    for (let crashes = 0; ; crashes++) {
      try {
        await this.#run(change, this.#stepsOf(name, crashes < MOST_CRASHES));
        return;
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
      }
    }
  }

  async #run(change: Change, step: Step): Promise<void> {
    const patience = new Patience();
    const readNode = async () => {
      await step('reads the node');
      patience.sees(aggregate(this.#node.value, change.time));
      return this.#node.value;
    };
    const document = this.#document.as(step, {
      aborts: () => this.#roll() < 5,
      wrote: ({ state }) => {
        if (state === 'offline' && patience.isHasty()) this.#hasty++;
      },
    });
    const grace = () => {
      patience.waits();
      return step('waits');
    };
    await this.#given.handler(document, { ...change, uid: UID, readNode }, grace);
  }

  async #step(what: string): Promise<void> {
    if (++this.#steps > MOST_STEPS) throw new Error('A handler does not end');
    await this.#given.scheduler.schedule(Promise.resolve(), what);
  }

  /** A process may be killed between any two steps; what it had locked is released. */
  #stepsOf(who: string, mayCrash: boolean): Step {
    return async (what) => {
      await this.#step(`${who} ${what}`);
      if (mayCrash && this.#roll() < 5) throw new Crash();
    };
  }

  #roll(): number {
    return this.#given.dice.next().value;
  }
}

class Crash extends Error {}
