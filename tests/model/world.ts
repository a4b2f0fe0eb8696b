import type { Scheduler } from 'fast-check';
import { type Aggregate, aggregate, type Status } from '../../contract/index.ts';
import type { StatusChange } from '../../functions/src/mirror.ts';
import type { StatusDocument } from '../../functions/src/status-document.ts';
import { ModelDocument, type Step } from './document.ts';
import { type Change, type Deed, Node, UID } from './life.ts';

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
  /** When the user's last stay that is over ended; null if there was none. */
  lastStayEnded: number | null;
  document: Status | null;
  history: readonly (Status | null)[];
  /** Losses that were shown although their grace period was not waited for. */
  hasty: number;
}

/** How often one event's handler may be killed: the platform tries again until it succeeds. */
const MOST_CRASHES = 2;

/** Lives the life while its events are handled in whatever order the scheduler chooses, and tells how it ends. */
export async function live({ scheduler, handler, life, dice, steady = false }: Circumstances): Promise<End> {
  const node = new Node(steady ? 'steady' : null);
  const document = new ModelDocument(steady ? { state: 'online', lastChanged: 900 } : null);
  const work: Promise<unknown>[] = [];
  const roll = (): number => dice.next().value;
  let lastStayEnded: number | null = null;
  let hasty = 0;

  const step: Step = (what) => scheduler.schedule(Promise.resolve(), what);
  /** The process is killed between any two steps; what it had locked is released. */
  const fragile =
    (mayCrash: boolean): Step =>
    async (what) => {
      await step(what);
      if (mayCrash && roll() < 5) throw new Crash();
    };

  const handle = async (change: Change): Promise<void> => {
    for (let crashes = 0; ; crashes++) {
      const each = fragile(crashes < MOST_CRASHES);
      const patience = new Patience();
      const event: StatusChange = {
        ...change,
        uid: UID,
        readNode: async () => {
          await each('reads the node');
          patience.sees(aggregate(node.value, change.time));
          return node.value;
        },
      };
      const place = document.as(each, {
        aborts: () => roll() < 5,
        wrote: ({ state }) => {
          if (state === 'offline' && patience.isHasty()) hasty++;
        },
      });
      try {
        await handler(place, event, () => {
          patience.waits();
          return each('waits');
        });
        return;
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
      }
    }
  };

  const happen = async (): Promise<void> => {
    for (const deed of life) {
      await step(deed.kind);
      const change = node.does(deed);
      if (stateOf(change.before, 0) === 'online' && stateOf(change.after, 0) === 'offline') {
        lastStayEnded = aggregate(change.after, change.time).lastChanged;
      }
      const deliveries = roll() < 30 ? 2 : 1;
      for (let delivery = 0; delivery < deliveries; delivery++) work.push(handle(change));
      if (change.announced !== null) work.push(document.anticipate(change.time, step));
    }
  };

  work.push(happen());
  // What is at work adds more of it.
  let waitedFor = 0;
  while (waitedFor < work.length) {
    waitedFor = work.length;
    await scheduler.waitFor(Promise.all(work));
  }
  return {
    node: aggregate(node.value, node.time),
    lastStayEnded,
    document: document.stands,
    history: document.history,
    hasty,
  };
}

class Crash extends Error {}

/** What one handler has seen and waited for (rule 9). */
class Patience {
  #seen: Aggregate | null = null;
  readonly #waitedFor = new Set<number>();

  sees(node: Aggregate): void {
    this.#seen = node;
  }

  waits(): void {
    if (this.#seen) this.#waitedFor.add(this.#seen.lastChanged);
  }

  /** True if it makes news of a loss that it has not waited for. */
  isHasty(): boolean {
    if (this.#seen === null) return false;
    const { state, left, absent, lastChanged } = this.#seen;
    return state === 'offline' && !left && !absent && !this.#waitedFor.has(lastChanged);
  }
}

function stateOf(value: unknown, time: number): string {
  return aggregate(value, time).state;
}
