import { openFaultProxy } from 'fault-proxy';
import { Timestamp } from 'firebase-admin/firestore';
import { connectDevice, signInAs } from '../device.ts';
import type { Surroundings } from './system.ts';
import { Tab } from './tab.ts';
import { until } from './until.ts';

/** A user with tabs and devices, and the states that a watcher has seen. */
export class Person {
  readonly uid: string;
  readonly place: Surroundings;
  readonly #tabs: Tab[] = [];
  readonly #states: string[] = [];
  readonly #stopWatching: () => void;
  fields: Record<string, unknown> = {};
  /** When the document last changed, by the clock of this process. */
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

  /** The state that a watcher sees now. */
  get state(): string {
    return this.fields.state === 'online' ? 'online' : 'offline';
  }

  /** True if a watcher has seen the user offline after the user was online. */
  get wasSeenOffline(): boolean {
    return this.#states.includes('offline', this.#states.indexOf('online') + 1);
  }

  /** Opens a tab or a device. Resolves when its user is in the database. */
  async opensTab(): Promise<Tab> {
    const tab = await this.loadsPage();
    await tab.starts();
    await this.isInTheDatabase();
    return tab;
  }

  /** Opens a tab that is signed in, without presence. */
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

  /** Waits until watchers see the state. Does not throw if they never do. */
  async isSeen(state: 'online' | 'offline'): Promise<void> {
    await until(`watchers see ${this.uid} ${state}`, () => this.state === state).catch(() => undefined);
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
