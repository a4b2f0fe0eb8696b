import { openFaultProxy } from 'fault-proxy';
import { Timestamp } from 'firebase-admin/firestore';
import { until } from '../until.ts';
import { connectDevice, signInAs } from '../users/index.ts';
import type { Surroundings } from './system.ts';
import { Tab } from './tab.ts';

/** Somebody with tabs and devices, and what a watcher has seen of them. */
export class Person {
  readonly uid: string;
  readonly place: Surroundings;
  readonly #tabs: Tab[] = [];
  readonly #states: string[] = [];
  readonly #stopWatching: () => void;
  fields: Record<string, unknown> = {};
  /** When the document last changed; of this process's clock. */
  changedAt = performance.now();

  constructor(place: Surroundings, uid: string) {
    this.place = place;
    this.uid = uid;
    this.#stopWatching = place.document(uid).onSnapshot((document) => {
      this.fields = document.data() ?? {};
      if (this.state !== this.#states.at(-1)) this.changedAt = performance.now();
      this.#states.push(this.state);
    });
  }

  /** What a watcher sees. */
  get state(): string {
    return this.fields.state === 'online' ? 'online' : 'offline';
  }

  /** Whether a watcher has seen them offline after they were online. */
  get wasSeenOffline(): boolean {
    return this.#states.includes('offline', this.#states.indexOf('online') + 1);
  }

  /** A tab or a device; present when this resolves. */
  async opensTab(): Promise<Tab> {
    const tab = await this.loadsPage();
    await tab.starts();
    await this.isInTheDatabase();
    return tab;
  }

  /** Signed in, and nothing more. */
  async loadsPage(): Promise<Tab> {
    const network = await openFaultProxy(this.place.address);
    const device = connectDevice({ projectId: this.place.project }, network);
    const tab = new Tab(this, device, network);
    this.#tabs.push(tab);
    await signInAs(device, this.uid);
    return tab;
  }

  isInTheDatabase(): Promise<void> {
    return until(`${this.uid} is in the database`, async () =>
      (await this.place.database.ref(`status/${this.uid}`).get()).exists(),
    );
  }

  /** The functions have told the watchers, or never will. */
  async isSeen(state: 'online' | 'offline'): Promise<void> {
    await until(`${this.uid} is seen ${state}`, () => this.state === state).catch(() => undefined);
  }

  async isAlreadyKnown(): Promise<void> {
    await this.place.document(this.uid).set({ state: 'offline', last_changed: Timestamp.fromMillis(1) });
    await this.place.database.ref(`status/${this.uid}`).set({ state: 'offline', last_changed: 1 });
  }

  async goes(): Promise<void> {
    this.#stopWatching();
    await Promise.all(this.#tabs.map((tab) => tab.isForgotten()));
  }
}
