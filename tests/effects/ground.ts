import { randomUUID } from 'node:crypto';
import { type DatabaseEmulator, startEmulator } from 'database-emulator';
import { deleteApp, type FirebaseApp, initializeApp, setLogLevel } from 'firebase/app';
import { connectDatabaseEmulator, type Database, getDatabase } from 'firebase/database';
import type { CollectionReference } from 'firebase-admin/firestore';
import { expect } from 'vitest';
import { TIME_TO_LIVE_SECONDS } from '../../contract/index.ts';
import type { Instance } from '../../functions/src/databases.ts';
import { CHANGE_INTERVAL_MS } from '../../functions/src/mirror.ts';
import { leaveRoomsIfInvisible, markUncounted } from '../../functions/src/rooms.ts';
import { handleChange, readFrom } from '../../functions/src/status-changes.ts';
import { tick } from '../../functions/src/tick.ts';
import { askAsOwner } from '../kit/ask-as-owner.ts';
import { deployed } from '../kit/deployed.ts';
import { Functions, type TriggerEvent, Triggers } from '../kit/functions/index.ts';
import { mockToken } from '../kit/mock-token.ts';
import { newProject, type OwnProject } from '../kit/new-project.ts';
import * as suite from '../kit/suite.ts';

export interface GroundOptions {
  rules?: string;
  /** The least time between two changes of one document. */
  intervalMs?: number;
}

const TRIGGERS = [
  { name: 'status', path: '/status/{uid}', event: 'written' },
  { name: 'settings', path: '/presence/settings/{uid}', event: 'written' },
  { name: 'joined', path: '/presence/rooms/{roomId}/{uid}', event: 'created' },
  { name: 'left', path: '/presence/rooms/{roomId}/{uid}', event: 'deleted' },
];

// A refused write is what is expected here, and each prints a warning.
setLogLevel('silent');

/** What was caused so far. */
export interface Causes {
  /** Of the functions that an event starts. */
  runs: number;
  ticks: number;
  longestRunMs: number;
  /** By user. */
  changes: Map<string, number>;
}

/**
 * A Realtime Database with the real rules, the real functions behind it in this process, and accounts in front of it. What the functions
 * do is counted.
 */
export class Ground {
  readonly causes: Causes = { runs: 0, ticks: 0, longestRunMs: 0, changes: new Map() };
  readonly statuses: CollectionReference;
  readonly #triggers: Triggers;
  readonly #emulator: DatabaseEmulator;
  readonly #functions: Functions;
  readonly #intervalMs: number;
  readonly #project: string;
  readonly #apps: FirebaseApp[] = [];
  readonly #stopCounting: () => void;
  #running = 0;

  static async open({
    rules = deployed('database.rules.json'),
    intervalMs = CHANGE_INTERVAL_MS,
  }: GroundOptions = {}): Promise<Ground> {
    const project = await newProject('effects');
    const delegate: { handle: (event: TriggerEvent) => void } = { handle: () => undefined };
    const triggers = new Triggers((event) => delegate.handle(event));
    const emulator = await startEmulator({ functions: await triggers.listen(), rules });
    const ground = new Ground(triggers, emulator, project, intervalMs);
    for (const trigger of TRIGGERS)
      await ground.#ask(
        'POST',
        '/.settings/functionTriggers.json',
        JSON.stringify(registration(project.projectId, trigger)),
      );
    delegate.handle = (event) => void ground.#run(event);
    return ground;
  }

  private constructor(triggers: Triggers, emulator: DatabaseEmulator, project: OwnProject, intervalMs: number) {
    this.#triggers = triggers;
    this.#emulator = emulator;
    this.#project = project.projectId;
    this.#intervalMs = intervalMs;
    const { firestore } = project;
    const { database } = suite.admin(this.#url(''));
    this.#functions = new Functions({ database, firestore, readNode: (uid) => statusOf(database, uid) }, () =>
      this.#tick(),
    );
    this.statuses = firestore.collection('status');
    this.#stopCounting = this.statuses.onSnapshot((snapshot) => {
      for (const { doc } of snapshot.docChanges()) {
        this.causes.changes.set(doc.id, (this.causes.changes.get(doc.id) ?? 0) + 1);
      }
    });
  }

  get instance(): Instance {
    return this.#functions.instance;
  }

  /** A client of an account that may do whatever the rules allow. */
  account(uid: string): Database {
    const app = initializeApp({ projectId: this.#project }, randomUUID());
    this.#apps.push(app);
    const database = getDatabase(app);
    connectDatabaseEmulator(database, this.#emulator.host, this.#emulator.port, { mockUserToken: mockToken(uid) });
    return database;
  }

  /** No event is on its way and no handler runs. */
  async rests(): Promise<void> {
    let before = -1;
    await expect
      .poll(
        () => {
          const isAtRest = this.#running === 0 && before === this.causes.runs;
          before = this.causes.runs;
          return isAtRest;
        },
        { interval: 100 },
      )
      .toBe(true);
  }

  async close(): Promise<void> {
    this.#stopCounting();
    await Promise.all(this.#apps.map((app) => deleteApp(app)));
    await this.rests();
    this.instance.database.goOffline();
    await this.#emulator.stop();
    this.#triggers.close();
  }

  async #run(event: TriggerEvent): Promise<void> {
    this.#running++;
    this.causes.runs++;
    const started = performance.now();
    try {
      await this.#handle(event);
    } finally {
      this.causes.longestRunMs = Math.max(this.causes.longestRunMs, performance.now() - started);
      this.#running--;
    }
  }

  async #handle({ trigger, ref, before, after, time }: TriggerEvent): Promise<void> {
    const { root } = this.instance;
    if (trigger === 'joined' || trigger === 'left') {
      const roomId = ref.split('/')[2] ?? '';
      await this.#context().ask(await markUncounted(root, roomId, Date.now()));
      return;
    }
    const uid = ref.split('/').at(-1) ?? '';
    const node = trigger === 'settings' ? 'settings' : 'status';
    await handleChange({ uid, node, before, after, time, read: readFrom(this.instance, uid) }, this.#context());
    if (node === 'settings') await leaveRoomsIfInvisible(root, uid);
  }

  async #tick(): Promise<void> {
    this.causes.ticks++;
    const { shallowKeys } = Functions;
    await tick({ ...this.#context(), shallowKeys, timeToLiveMs: TIME_TO_LIVE_SECONDS * 1000, sweepDelayMs: 60_000 });
  }

  #context() {
    return { ...this.#functions.context('status', 3000), intervalMs: this.#intervalMs };
  }

  async #ask(method: string, path: string, body: string): Promise<void> {
    await askAsOwner(method, this.#url(path), body);
  }

  #url(path: string): string {
    return `http://${this.#emulator.host}:${this.#emulator.port}${path}?ns=${this.#project}-default-rtdb`;
  }
}

async function statusOf(database: Instance['database'], uid: string): Promise<unknown> {
  return (await database.ref(`status/${uid}`).get()).val();
}

function registration(project: string, { name, path, event }: (typeof TRIGGERS)[number]): object {
  return {
    name: `projects/${project}/locations/us-central1/triggers/${name}-0`,
    path,
    event: `google.firebase.database.ref.v1.${event}`,
    namespacePattern: '*',
  };
}
