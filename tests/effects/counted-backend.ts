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

  static async open({ rules, intervalMs }: CountedOptions = {}): Promise<CountedBackend> {
    const causes: Causes = { runs: 0, ticks: 0, longestRunMs: 0, changes: new Map(), errors: [] };
    const server = ourServer({ intervalMs, sweepDelayMs: 60_000 });
    const backend = await Backend.open({
      ...server,
      databaseRules: rules ?? server.databaseRules,
      retries: false,
      deploys: (services) => counted(server.deploys(services), causes),
    });
    return new CountedBackend(backend, causes);
  }

  private constructor(backend: Backend, causes: Causes) {
    this.#backend = backend;
    this.causes = causes;
    this.statuses = backend.firestore.collection('status');
    const { changes } = causes;
    this.#stopCounting = this.statuses.onSnapshot((snapshot) => {
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

  /** Waits until no event is on its way and no handler runs. */
  async rests(): Promise<void> {
    let before = -1;
    await expect
      .poll(
        () => {
          const { quiet, handled } = this.#backend.platform;
          const isAtRest = quiet && handled === before;
          before = handled;
          return isAtRest;
        },
        { interval: 100 },
      )
      .toBe(true);
  }

  /** @throws (rejects) if a handler failed */
  async close(): Promise<void> {
    this.#stopCounting();
    await Promise.all(this.#apps.map((app) => deleteApp(app)));
    await this.rests();
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
