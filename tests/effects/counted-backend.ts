import { randomUUID } from 'node:crypto';
import { deleteApp, type FirebaseApp, initializeApp, setLogLevel } from 'firebase/app';
import { connectDatabaseEmulator, type Database, getDatabase } from 'firebase/database';
import type { CollectionReference } from 'firebase-admin/firestore';
import { expect } from 'vitest';
import { Backend, type Functions, ourServer } from '../kit/functions/index.ts';
import { mockToken } from '../kit/mock-token.ts';

export interface CountedOptions {
  /** Default: the deployed rules. */
  rules?: string;
  /** The least time between two changes of one document. Default: as deployed. */
  intervalMs?: number;
}

// These tests expect that the rules refuse writes, and each refusal prints a warning.
setLogLevel('silent');

/** What was caused so far. */
export interface Causes {
  /** How many handlers have begun. */
  runs: number;
  ticks: number;
  longestRunMs: number;
  /** How often each user's status document changed. */
  changes: Map<string, number>;
  /** The errors of handlers. */
  errors: unknown[];
}

/** Our rules and functions, and accounts that do whatever the rules allow. Counts what the functions do. */
export class CountedBackend {
  readonly causes: Causes;
  readonly statuses: CollectionReference;
  readonly #backend: Backend;
  readonly #apps: FirebaseApp[] = [];
  readonly #stopCounting: () => void;
  /** Resolves with the first snapshot. What happens before would not be counted change by change. */
  readonly #isCounting: Promise<void>;

  static async open({ rules, intervalMs }: CountedOptions = {}): Promise<CountedBackend> {
    const causes: Causes = { runs: 0, ticks: 0, longestRunMs: 0, changes: new Map(), errors: [] };
    const server = ourServer({ intervalMs, sweepDelayMs: 60_000 });
    const backend = await Backend.open({
      ...server,
      databaseRules: rules ?? server.databaseRules,
      retries: false,
      deploys: (services) => counted(server.deploys(services), causes),
    });
    const ground = new CountedBackend(backend, causes);
    await ground.#isCounting;
    return ground;
  }

  private constructor(backend: Backend, causes: Causes) {
    this.#backend = backend;
    this.causes = causes;
    this.statuses = backend.firestore.collection('status');
    const { changes } = causes;
    let counts = (): void => undefined;
    this.#isCounting = new Promise((resolve) => {
      counts = resolve;
    });
    this.#stopCounting = this.statuses.onSnapshot((snapshot) => {
      counts();
      for (const { doc } of snapshot.docChanges()) changes.set(doc.id, (changes.get(doc.id) ?? 0) + 1);
    });
  }

  /** The Realtime Database as the client of an account finds it. */
  account(uid: string): Database {
    const { projectId, address } = this.#backend;
    const app = initializeApp({ projectId }, randomUUID());
    this.#apps.push(app);
    const database = getDatabase(app);
    connectDatabaseEmulator(database, address.host, address.port, { mockUserToken: mockToken(uid) });
    return database;
  }

  /** Waits until no event is on its way, no handler runs, and each change of a status document is counted. */
  async rests(): Promise<void> {
    const { server, platform } = this.#backend;
    await expect.poll(() => server.hasDelivered && platform.quiet).toBe(true);
    await this.#countsAllChanges();
  }

  /** The listener receives the writes in order, so it has received all others when it receives this one. */
  async #countsAllChanges(): Promise<void> {
    const marker = this.statuses.doc(randomUUID());
    await marker.create({});
    await expect.poll(() => this.causes.changes.has(marker.id)).toBe(true);
  }

  /** @throws (rejects) if a handler failed */
  async close(): Promise<void> {
    await Promise.all(this.#apps.map((app) => deleteApp(app)));
    await this.rests();
    this.#stopCounting();
    await this.#backend.close();
    const { errors } = this.causes;
    if (errors.length > 0) throw new AggregateError(errors, `${errors.length} handlers failed`);
  }
}

/** The functions, which also count what they do. */
function counted(functions: Functions, causes: Causes): Functions {
  return {
    async handles(event) {
      causes.runs++;
      const started = performance.now();
      try {
        await functions.handles(event);
      } catch (error) {
        causes.errors.push(error);
      } finally {
        causes.longestRunMs = Math.max(causes.longestRunMs, performance.now() - started);
      }
    },
    ticks() {
      causes.ticks++;
      return functions.ticks();
    },
    repairs: () => functions.repairs(),
    forgets: (uid) => functions.forgets(uid),
  };
}
