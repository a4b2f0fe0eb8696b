import type { Instance } from '../../functions/src/databases.ts';
import { marksOf } from '../../functions/src/due.ts';
import { KnownVersions } from '../../functions/src/known-versions.ts';
import { type ShallowKeys, shallowKeysOf } from '../../functions/src/shallow.ts';
import { type StatusDocument, statusDocument } from '../../functions/src/status-document.ts';
import type { Ground } from './system.ts';

type Tick = (ground: Ground) => Promise<void>;

const deployed = new WeakMap<object, Functions>();

/** The functions that are deployed to one ground, with the Cloud Tasks behind them. */
export function functionsOf(ground: Ground, tick: Tick): Functions {
  const { database } = ground;
  const functions = deployed.get(database) ?? new Functions(ground, tick);
  deployed.set(database, functions);
  return functions;
}

/** One worker of the functions, and the task queue: a tick runs once for each second in which something is due. */
export class Functions {
  /** Without a credential: by the Admin SDK. */
  static readonly shallowKeys: ShallowKeys = shallowKeysOf({ options: {} });
  readonly instance: Instance;
  readonly #ground: Ground;
  readonly #tick: Tick;
  readonly #known = new KnownVersions();
  readonly #asked = new Set<number>();

  constructor(ground: Ground, tick: Tick) {
    const { database } = ground;
    this.#ground = ground;
    this.#tick = tick;
    this.instance = { url: database.ref().toString(), database, root: database.ref() };
  }

  context(collection: string, graceMs: number) {
    const statuses = this.#ground.firestore.collection(collection);
    return {
      instance: this.instance,
      marks: marksOf(this.instance.root),
      documentOf: (uid: string): StatusDocument => statusDocument(statuses.doc(uid), this.#known),
      graceMs,
      intervalMs: 2000,
      ask: async (at: number) => this.#ask(at),
      now: Date.now,
    };
  }

  #ask(at: number): void {
    const second = Math.max(Math.ceil(at / 1000), Math.floor(Date.now() / 1000) + 1);
    if (this.#asked.has(second)) return;
    this.#asked.add(second);
    // A tick that fails is made good by the next one, as in production by its retry.
    const run = (): void =>
      void this.#tick(this.#ground).catch((error: unknown) => console.error('The tick failed', error));
    setTimeout(run, second * 1000 - Date.now()).unref();
  }
}
