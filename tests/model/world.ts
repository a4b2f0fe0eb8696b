import type { Scheduler } from 'fast-check';
import { type Aggregate, aggregate, readSettings, type Shown, type Status, shown } from '../../contract/index.ts';
import type { UserChange } from '../../functions/src/mirror.ts';
import type { StatusDocument } from '../../functions/src/status-document.ts';
import { ModelDocument, type Step } from './document.ts';
import type { Deed } from './life.ts';
import { Patience } from './patience.ts';
import { type Change, isHidden, UID, UserNode } from './user-node.ts';

/** A handler of the events: the mirror, or one that is to be found wrong. */
export type Handler = (document: StatusDocument, change: UserChange, grace: () => Promise<unknown>) => Promise<unknown>;

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
  /** What others are to see of that. */
  user: Shown;
  /** From when to when nobody was to see what the person does. */
  hidden: readonly { from: number; to: number }[];
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

/** Of somebody who has been there from the beginning. */
const STEADY: Status = { state: 'online', lastChanged: 900, availability: 'available', custom: null };

/** Lives the life while its events are handled in whatever order the scheduler chooses, and tells how it ends. */
export function live(circumstances: Circumstances): Promise<End> {
  return new World(circumstances).live();
}

class World {
  readonly #given: Circumstances;
  readonly #node: UserNode;
  readonly #document: ModelDocument;
  readonly #work: Promise<unknown>[] = [];
  readonly #resting: (() => void)[] = [];
  readonly #ends: number[] = [];
  readonly #hidden: { from: number; to: number }[] = [];
  #hasty = 0;
  #steps = 0;
  #events = 0;

  constructor(given: Circumstances) {
    this.#given = given;
    this.#node = new UserNode(given.steady ? 'steady' : null);
    this.#document = new ModelDocument(given.steady ? STEADY : null);
  }

  async live(): Promise<End> {
    this.#does(this.#happen());
    do await this.#given.scheduler.waitIdle();
    while (this.#wakeOne());
    await Promise.all(this.#work);
    const node = aggregate(this.#node.value, this.#node.time);
    const { stands, history } = this.#document;
    const user = shown(node, readSettings(this.#node.settings));
    const hidden = this.#hidden;
    return { node, user, hidden, ends: this.#ends, document: stands, history, hasty: this.#hasty };
  }

  #does(work: Promise<void>): void {
    this.#work.push(work);
    // Said again at the end, when all the work is waited for.
    work.catch(() => undefined);
  }

  async #happen(): Promise<void> {
    for (const deed of this.#given.life) {
      if (this.#roll() < 50) await this.#rest();
      await this.#step(deed.kind);
      const change = this.#node.does(deed);
      if (change !== null) this.#spread(change);
    }
  }

  #spread(change: Change): void {
    this.#note(change);
    const deliveries = this.#roll() < 20 ? 2 : 1;
    const event = `event ${++this.#events}`;
    for (let delivery = 1; delivery <= deliveries; delivery++) {
      this.#does(this.#handle(change, delivery === 1 ? event : `${event}, again,`));
    }
    if (change.anticipates !== null && this.#roll() < 50) {
      this.#does(this.#document.anticipate(change.anticipates, this.#stepsOf(`owner of ${event}`, false)));
    }
  }

  #note({ node, before: was, after: is, time }: Change): void {
    if (node === 'settings') {
      if (isHidden(was)) Object.assign(this.#hidden.at(-1) ?? {}, { to: time });
      if (isHidden(is)) this.#hidden.push({ from: time, to: Number.POSITIVE_INFINITY });
      return;
    }
    const [before, after] = [aggregate(was, time), aggregate(is, time)];
    if (before.state === 'online' && after.state === 'offline') this.#ends.push(after.lastChanged);
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
    const read = async () => {
      await step('reads the nodes');
      const { value: status, settings } = this.#node;
      patience.sees(shown(aggregate(status, change.time), readSettings(settings)));
      return { status, settings };
    };
    const document = this.#document.as(step, {
      aborts: () => this.#roll() < 5,
      // Half of the workers know nothing, the others whatever they have read or written at some time.
      recalls: (newest) => this.#roll() % (2 * newest),
      wrote: ({ state }) => {
        if (state === 'offline' && patience.isHasty()) this.#hasty++;
      },
    });
    const grace = () => {
      patience.waits();
      return step('waits');
    };
    await this.#given.handler(document, { ...change, uid: UID, read }, grace);
  }

  async #step(what: string): Promise<void> {
    if (++this.#steps > MOST_STEPS) throw new Error('A handler does not end');
    await this.#given.scheduler.schedule(Promise.resolve(), what);
  }

  /** A process may be stalled or killed between any two steps. */
  #stepsOf(who: string, mayCrash: boolean): Step {
    return async (what) => {
      // Between what was decided and what is written is where most depends on it.
      if (this.#roll() < (what === 'writes what was decided' ? 40 : 8)) await this.#rest();
      await this.#step(`${who} ${what}`);
      if (mayCrash && this.#roll() < 10) throw new Crash();
    };
  }

  /** Until nothing else goes on: the longest stall there is, and the pause in a life in which all its events are handled. */
  #rest(): Promise<void> {
    return new Promise((wake) => this.#resting.push(wake));
  }

  #wakeOne(): boolean {
    const [wake] = this.#resting.splice(this.#roll() % Math.max(1, this.#resting.length), 1);
    wake?.();
    return wake !== undefined;
  }

  #roll(): number {
    return this.#given.dice.next().value;
  }
}

class Crash extends Error {}
