import type { Instance } from '../../functions/src/databases.ts';
import { type ShallowKeys, shallowKeysOf } from '../../functions/src/shallow.ts';
import { type TickQueue, tickQueue } from '../../functions/src/tick-queue.ts';
import { Worker, type WorkerContext } from '../kit/worker.ts';
import type { Ground } from './system.ts';

type Tick = (ground: Ground) => Promise<void>;

const deployed = new WeakMap<object, Functions>();

/** Returns the functions of one ground, with their Cloud Tasks. */
export function functionsOf(ground: Ground, tick: Tick): Functions {
  const { database } = ground;
  const functions = deployed.get(database) ?? new Functions(ground, tick);
  deployed.set(database, functions);
  return functions;
}

/** One worker of the functions, with the Cloud Tasks in which it enqueues ticks. */
export class Functions {
  /** Without a credential, the Admin SDK reads the keys. */
  static readonly shallowKeys: ShallowKeys = shallowKeysOf({ options: {} });
  readonly instance: Instance;
  readonly #ground: Ground;
  readonly #tick: Tick;
  readonly #worker: Worker;
  readonly #queue: TickQueue;
  readonly #taskIds = new Set<string | undefined>();

  constructor(ground: Ground, tick: Tick) {
    const { database } = ground;
    this.#ground = ground;
    this.#tick = tick;
    this.instance = { url: database.ref().toString(), database, root: database.ref() };
    this.#worker = new Worker(this.instance);
    this.#queue = tickQueue({ enqueue: async ({ at }, options) => this.#enqueue(at, options?.id) });
  }

  context(collection: string, graceMs: number): WorkerContext {
    const statuses = this.#ground.firestore.collection(collection);
    return this.#worker.context(statuses, { graceMs, enqueueTick: (at) => this.#queue.enqueue(this.instance.url, at) });
  }

  /** Accepts each id once, as Cloud Tasks does. */
  #enqueue(at: number, id: string | undefined): void {
    if (this.#taskIds.has(id)) throw Object.assign(new Error('Taken'), { code: 'functions/task-already-exists' });
    this.#taskIds.add(id);
    // The next tick repeats the work of a failed one. In production, Cloud Tasks retries it.
    const run = (): void =>
      void this.#tick(this.#ground).catch((error: unknown) => console.error('The tick failed', error));
    setTimeout(run, at - Date.now()).unref();
  }
}
