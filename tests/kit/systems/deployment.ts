import { openFaultProxy } from 'fault-proxy';
import { Timestamp } from 'firebase-admin/firestore';
import { publicStatusPath, type Status, storedPublicStatus } from '../../../contract/index.ts';
import { Backend, type BackendOptions, startParts } from '../functions/index.ts';
import { unique } from '../unique.ts';
import { connectDevice, DatabaseWatcher, inDocument, Person } from '../users/index.ts';
import type { System } from './system.ts';

/** How often a tick runs at least, as deployed: the schedule runs one a minute, and one between them. */
const SCHEDULE_MS = 30_000;

/** After how much silence the server ends a socket. The service waits for minutes. */
const IDLE_MS = 1500;

const LONG_OFFLINE: Status = { state: 'offline', lastChanged: 1, availability: 'available', custom: null };

export interface DeploymentOptions extends Omit<BackendOptions, 'idleMs'> {
  /** True: the schedule runs the ticks of the system. Default: only Cloud Tasks does. */
  isScheduled?: boolean;
}

/** A presence system in a project of its own, and its users. The network of each of their devices can fail. */
export class Deployment extends Backend {
  readonly #system: System;
  readonly #people: Person[] = [];
  /** Null if watchers read the status documents. */
  readonly #watcher: DatabaseWatcher | null;
  #schedule: ReturnType<typeof setInterval> | undefined;

  static override async open(
    system: System,
    { isScheduled = false, ...options }: DeploymentOptions = {},
  ): Promise<Deployment> {
    const parts = await startParts(system, { ...options, idleMs: IDLE_MS });
    const { projectId } = parts.project;
    const watcher = system.isWatchedInDatabase ? await DatabaseWatcher.open({ projectId }, parts.address) : null;
    const deployment = new Deployment(system, parts, watcher);
    if (isScheduled) deployment.#startSchedule();
    return deployment;
  }

  private constructor(system: System, parts: Awaited<ReturnType<typeof startParts>>, watcher: DatabaseWatcher | null) {
    super(parts);
    this.#system = system;
    this.#watcher = watcher;
  }

  /** Creates a user. A watcher sees the user's status from now on. */
  person(name: string): Person {
    const { startClient } = this.#system;
    const someone = new Person(unique(name), {
      startClient,
      connects: async () => {
        const network = await openFaultProxy(this.address);
        return { device: connectDevice({ projectId: this.projectId }, network), network };
      },
      statusOf: (uid) => this.#watcher?.sees(uid) ?? inDocument(this.document(uid)),
    });
    someone.watch();
    this.#people.push(someone);
    return someone;
  }

  /** Stores a user who was online before: offline, in the node and in the status that watchers see. */
  async storesOffline({ uid }: { uid: string }): Promise<void> {
    if (this.#watcher)
      await this.instance.root.child(publicStatusPath(uid)).set(storedPublicStatus(LONG_OFFLINE, 'any'));
    else await this.document(uid).set({ state: 'offline', last_changed: Timestamp.fromMillis(1) });
    await this.instance.root.child(`status/${uid}`).set({ state: 'offline', last_changed: 1 });
  }

  override async close(): Promise<void> {
    clearInterval(this.#schedule);
    await Promise.all(this.#people.map((someone) => someone.dispose()));
    await this.#watcher?.close();
    await super.close();
  }

  #startSchedule(): void {
    // A tick fails while the server is down.
    const tick = (): void => void this.functions.ticks().catch(() => undefined);
    tick();
    this.#schedule = setInterval(tick, SCHEDULE_MS);
  }
}
