import type { FaultProxy } from 'fault-proxy';
import type { PresenceOptions } from 'firebase-presence';
import * as suite from '../suite.ts';
import { unique } from '../unique.ts';
import { until } from '../until.ts';
import { type StartClient, startOurs } from './client.ts';
import { connectDevice, type Device, newDevice } from './device.ts';
import { type Owner, Tab } from './tab.ts';
import { inDocument, type StatusSource, Watch } from './watch.ts';

/** Where the tabs of a person are. */
export interface Surroundings {
  readonly startClient: StartClient;
  /** Connects a new device, perhaps over a network that can fail. */
  connects(): Promise<{ device: Device; network?: FaultProxy }>;
  /** Where a watcher sees the status of a user. */
  statusOf(uid: string): StatusSource;
}

/** The suite, with this package. */
export const IN_THE_SUITE: Surroundings = {
  startClient: startOurs,
  connects: async () => ({ device: connectDevice() }),
  statusOf: (uid) => inDocument(suite.admin().firestore.collection('status').doc(uid)),
};

/** Creates a user with a uid that no other test has. The user's devices are disconnected when the test ends. */
export const person = (name: string): Person =>
  new Person(unique(name), { ...IN_THE_SUITE, connects: async () => ({ device: newDevice() }) });

/** A user with tabs and devices. */
export class Person implements Owner {
  readonly uid: string;
  readonly #surroundings: Surroundings;
  readonly #tabs: Tab[] = [];
  #watch: Watch | null = null;

  constructor(uid: string, surroundings: Surroundings) {
    this.uid = uid;
    this.#surroundings = surroundings;
  }

  get startClient(): StartClient {
    return this.#surroundings.startClient;
  }

  /** Opens a tab or a device. Resolves when the server knows that the user is online. */
  async opensTab(options?: PresenceOptions, device?: Device): Promise<Tab> {
    const tab = await this.loadsPage(device);
    await tab.starts(options);
    return tab;
  }

  /** Opens a tab and signs in. Presence does not start. */
  async loadsPage(given?: Device): Promise<Tab> {
    const { device, network } = given ? { device: given } : await this.#surroundings.connects();
    const tab = new Tab(this, device, network);
    this.#tabs.push(tab);
    await tab.signsInAs(this);
    return tab;
  }

  /** A device without this package: of another app. */
  async opensDevice(): Promise<Device> {
    return (await this.loadsPage()).device;
  }

  /** Watches the person from the first call on. */
  watch(): Watch {
    this.#watch ??= new Watch(this.#surroundings.statusOf(this.uid));
    return this.#watch;
  }

  /** Waits until a watcher sees the state, or until it is clear that this will not happen. */
  async isSeen(state: 'online' | 'offline'): Promise<void> {
    const seen = this.watch();
    await until(`${this.uid} is seen ${state}`, () => seen.isOnline === (state === 'online')).catch(() => undefined);
  }

  /** Removes all that is left of the person in this process. */
  async dispose(): Promise<void> {
    this.#watch?.stop();
    await Promise.all(this.#tabs.map((tab) => tab.dispose()));
  }
}
