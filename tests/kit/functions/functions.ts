import type { Database } from 'firebase-admin/database';
import type { Firestore } from 'firebase-admin/firestore';
import type { Instance } from '../../../functions/src/databases.ts';
import { type ShallowKeys, shallowKeysOf } from '../../../functions/src/shallow.ts';
import { type TickQueue, tickQueue } from '../../../functions/src/tick-queue.ts';
import { Worker, type WorkerContext } from './worker.ts';

/** The two databases of one run. */
export interface Databases {
  readonly firestore: Firestore;
  readonly database: Database;
  /** Reads a user's node for a run that no event started; what was read may arrive late. */
  readNode(uid: string): Promise<unknown>;
}

type Tick = (databases: Databases) => Promise<void>;

const deployed = new WeakMap<object, Functions>();

/** The functions that are deployed to one databases, with the Cloud Tasks behind them. */
export function functionsOf(databases: Databases, tick: Tick): Functions {
  const { database } = databases;
  const functions = deployed.get(database) ?? new Functions(databases, tick);
  deployed.set(database, functions);
  return functions;
}

/** One worker of the functions, with the Cloud Tasks that it asks for ticks. */
export class Functions {
  /** Without a credential: by the Admin SDK. */
  static readonly shallowKeys: ShallowKeys = shallowKeysOf({ options: {} });
  readonly instance: Instance;
  readonly #databases: Databases;
  readonly #tick: Tick;
  readonly #worker: Worker;
  readonly #queue: TickQueue;
  readonly #taskIds = new Set<string | undefined>();

  constructor(databases: Databases, tick: Tick) {
    const { database } = databases;
    this.#databases = databases;
    this.#tick = tick;
    this.instance = { url: database.ref().toString(), database, root: database.ref() };
    this.#worker = new Worker(this.instance);
    this.#queue = tickQueue({ enqueue: async ({ at }, options) => this.#enqueue(at, options?.id) });
  }

  context(collection: string, graceMs: number): WorkerContext {
    const statuses = this.#databases.firestore.collection(collection);
    return this.#worker.context(statuses, { graceMs, ask: (at) => this.#queue.ask(this.instance.url, at) });
  }

  /** As Cloud Tasks, takes each id once. */
  #enqueue(at: number, id: string | undefined): void {
    if (this.#taskIds.has(id)) throw Object.assign(new Error('Taken'), { code: 'functions/task-already-exists' });
    this.#taskIds.add(id);
    // A tick that fails is made good by the next one, as in production by its retry.
    const run = (): void =>
      void this.#tick(this.#databases).catch((error: unknown) => console.error('The tick failed', error));
    setTimeout(run, at - Date.now()).unref();
  }
}
