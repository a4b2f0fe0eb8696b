import type { FaultProxy } from 'fault-proxy';
import { deleteApp } from 'firebase/app';
import { deleteUser, signOut } from 'firebase/auth';
import { goOffline, goOnline, onDisconnect, ref, serverTimestamp, set } from 'firebase/database';
import { disableNetwork, enableNetwork } from 'firebase/firestore';
import { type Device, signInAs } from '../device.ts';
import type { Client, Surroundings } from './system.ts';

/** The user of a tab. */
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

  /** Starts as {@link starts} does, but does not wait, because the tab cannot reach the database. */
  startsInVain(): void {
    void this.#person.place.system.startsOn(this.#device, this.#person.uid).catch(() => undefined);
  }

  /** The socket closes normally, and the page ends. */
  async closes(): Promise<void> {
    // A closed page does not react to the end of the socket.
    this.#client?.stop();
    goOffline(this.#device.database);
    await this.isThrownAway();
  }

  /** The page ends, and the network closes the socket. */
  async crashes(): Promise<void> {
    this.#client?.stop();
    this.#network.cut();
    await this.isThrownAway();
  }

  /** The device ends, and the server does not notice. */
  async losesPower(): Promise<void> {
    this.#client?.stop();
    this.#network.silence();
    await this.isThrownAway();
  }

  /** The network drops all packets, and neither end notices, as when a laptop sleeps. */
  fallsSilent(): void {
    this.#network.silence();
  }

  /** Ends {@link fallsSilent}: the network works again. */
  wakes(): void {
    this.#network.heal();
  }

  /** The network refuses connections to the Realtime Database, so the device notices. */
  losesDatabase(): void {
    this.#network.cut();
  }

  async reloads(): Promise<Tab> {
    const next = this.#person.opensTab();
    await this.closes();
    return next;
  }

  /** The device loses its network and notices. */
  async losesNetwork(): Promise<void> {
    goOffline(this.#device.database);
    await disableNetwork(this.#device.firestore);
  }

  /** Connects only Firestore again, so queued writes leave before the Realtime Database is connected. */
  async regainsFirestore(): Promise<void> {
    await enableNetwork(this.#device.firestore);
  }

  regainsDatabase(): void {
    goOnline(this.#device.database);
  }

  losesFirestore(): Promise<void> {
    return disableNetwork(this.#device.firestore);
  }

  /** The device loses its network for a moment. */
  blips(): void {
    goOffline(this.#device.database);
    goOnline(this.#device.database);
  }

  /** The device reconnects over another network. The server has not noticed that the old socket is dead. */
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

  /** Starts a documentation-style client on the same device, which replaces the whole node. */
  async runsDocumentedApp(): Promise<void> {
    const node = ref(this.#device.database, `status/${this.#person.uid}`);
    await onDisconnect(node).set({ state: 'offline', last_changed: serverTimestamp() });
    await set(node, { state: 'online', last_changed: serverTimestamp() });
  }

  /** Frees all of the tab in this process. */
  async isThrownAway(): Promise<void> {
    if (this.#gone) return;
    this.#gone = true;
    this.#client?.stop();
    await deleteApp(this.#device.app);
    // The server must not notice the end of a silent network.
    if (!this.#network.silent) await this.#network.close();
  }

  async isForgotten(): Promise<void> {
    this.#network.heal();
    await this.isThrownAway();
    await this.#network.close();
  }
}
