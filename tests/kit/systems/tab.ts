import type { FaultProxy } from 'fault-proxy';
import { deleteApp } from 'firebase/app';
import { deleteUser, signOut } from 'firebase/auth';
import { goOffline, goOnline, onDisconnect, ref, serverTimestamp, set } from 'firebase/database';
import { disableNetwork, enableNetwork } from 'firebase/firestore';
import { type Device, signInAs } from '../users/index.ts';
import type { Client, Surroundings } from './system.ts';

/** Whose tab it is. */
export interface Owner {
  readonly uid: string;
  readonly place: Pick<Surroundings, 'system' | 'forgets'>;
  opensTab(): Promise<Tab>;
}

/** One tab, with a network of its own to the Realtime Database. */
export class Tab {
  readonly #person: Owner;
  readonly #device: Device;
  readonly #network: FaultProxy;
  #client: Client | null = null;
  #gone = false;

  constructor(person: Owner, device: Device, network: FaultProxy) {
    this.#person = person;
    this.#device = device;
    this.#network = network;
  }

  async starts(): Promise<void> {
    this.#client = await this.#person.place.system.startsOn(this.#device, this.#person.uid);
  }

  /** As {@link starts}, where nothing can be waited for because the database is out of reach. */
  startsInVain(): void {
    void this.#person.place.system.startsOn(this.#device, this.#person.uid).catch(() => undefined);
  }

  /** The socket ends in good order, and the page is gone. */
  async closes(): Promise<void> {
    // Whoever is closed does nothing any more.
    this.#client?.stop();
    goOffline(this.#device.database);
    await this.isThrownAway();
  }

  /** The page is gone, and the server hears it from the network. */
  async crashes(): Promise<void> {
    this.#client?.stop();
    this.#network.cut();
    await this.isThrownAway();
  }

  /** The device is gone, and nobody is told. */
  async losesPower(): Promise<void> {
    this.#client?.stop();
    this.#network.silence();
    await this.isThrownAway();
  }

  /** Nothing gets through any more, and nobody is told: a laptop that sleeps, a network that swallows packets. */
  fallsSilent(): void {
    this.#network.silence();
  }

  /** What {@link fallsSilent} began is over. */
  wakes(): void {
    this.#network.heal();
  }

  /** The Realtime Database is out of reach, and the device knows. */
  losesDatabase(): void {
    this.#network.cut();
  }

  async reloads(): Promise<Tab> {
    const next = this.#person.opensTab();
    await this.closes();
    return next;
  }

  /** No network, and the device knows. */
  async losesNetwork(): Promise<void> {
    goOffline(this.#device.database);
    await disableNetwork(this.#device.firestore);
  }

  /** Firestore first: what waited there goes out before the Realtime Database is back. */
  async regainsFirestore(): Promise<void> {
    await enableNetwork(this.#device.firestore);
  }

  regainsDatabase(): void {
    goOnline(this.#device.database);
  }

  losesFirestore(): Promise<void> {
    return disableNetwork(this.#device.firestore);
  }

  /** A moment without network, and back. */
  blips(): void {
    goOffline(this.#device.database);
    goOnline(this.#device.database);
  }

  /** Back over another network; the server has not noticed that the old socket is dead. */
  changesNetwork(): void {
    this.#network.strand();
    goOffline(this.#device.database);
    goOnline(this.#device.database);
  }

  async signsOut(): Promise<void> {
    await signOut(this.#device.auth);
  }

  async signsInAs({ uid }: Pick<Owner, 'uid'>): Promise<void> {
    await signInAs(this.#device, uid);
  }

  async deletesAccount(): Promise<void> {
    const { uid, place } = this.#person;
    const user = this.#device.auth.currentUser;
    if (user) await deleteUser(user);
    await place.forgets(uid);
  }

  /** An app of somebody else's making, written as Firebase documents it, on the same device: it replaces the whole node. */
  async runsDocumentedApp(): Promise<void> {
    const node = ref(this.#device.database, `status/${this.#person.uid}`);
    await onDisconnect(node).set({ state: 'offline', last_changed: serverTimestamp() });
    await set(node, { state: 'online', last_changed: serverTimestamp() });
  }

  /** Nothing of it is left in this process. */
  async isThrownAway(): Promise<void> {
    if (this.#gone) return;
    this.#gone = true;
    this.#client?.stop();
    await deleteApp(this.#device.app);
    // In a black hole the server has to go on waiting.
    if (!this.#network.silent) await this.#network.close();
  }

  async isForgotten(): Promise<void> {
    this.#network.heal();
    await this.isThrownAway();
    await this.#network.close();
  }
}
