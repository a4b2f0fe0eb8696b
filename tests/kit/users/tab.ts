import type { FaultProxy } from 'fault-proxy';
import { deleteApp } from 'firebase/app';
import { deleteUser, signOut } from 'firebase/auth';
import { goOffline, goOnline, onDisconnect, ref, serverTimestamp, set } from 'firebase/database';
import { disableNetwork, enableNetwork } from 'firebase/firestore';
import { type ConnectionState, type Presence, type PresenceOptions, stopPresence } from 'firebase-presence';
import type { Client, StartClient } from './client.ts';
import { connectionIs } from './connection-state.ts';
import { type Device, signInAs } from './device.ts';

/** Whose tab it is. */
export interface Owner {
  readonly uid: string;
  readonly startClient: StartClient;
  opensTab(): Promise<Tab>;
}

/**
 * One tab or device of a user, with the client of a presence system. A tab whose network can fail owns its device; any other device belongs
 * to the test.
 */
export class Tab {
  readonly person: Owner;
  readonly device: Device;
  readonly #network: FaultProxy | null;
  #client: Client | null = null;
  #isGone = false;

  /** @param network the device's way to the Realtime Database, if it can fail */
  constructor(person: Owner, device: Device, network: FaultProxy | null = null) {
    this.person = person;
    this.device = device;
    this.#network = network;
  }

  /** Starts presence, and waits until the server knows that the user is online. */
  async starts(options?: PresenceOptions): Promise<void> {
    await this.startsPresence(options).isStarted();
  }

  /** Starts presence, and waits for nothing. */
  startsPresence(options?: PresenceOptions): Client {
    this.#client = this.person.startClient(this.device, this.person.uid, options);
    return this.#client;
  }

  /** The instance of this package. */
  get presence(): Presence {
    if (!this.#client?.presence) throw new Error('This tab has no presence yet: call startsPresence()');
    return this.#client.presence;
  }

  isConnected(): Promise<void> {
    return this.connectionIs('connected');
  }

  connectionIs(wanted: ConnectionState): Promise<void> {
    return connectionIs(this.presence, wanted);
  }

  async signsInAs({ uid }: { uid: string }): Promise<void> {
    await signInAs(this.device, uid);
  }

  async signsOut(): Promise<void> {
    await signOut(this.device.auth);
  }

  /** The user deletes the account on this device. */
  async deletesAccount(): Promise<void> {
    const user = this.device.auth.currentUser;
    if (user) await deleteUser(user);
  }

  /** The page ends, and the socket with it. */
  async closes(): Promise<void> {
    // A page that is closed does nothing any more.
    this.#client?.stop();
    this.losesConnection();
    if (this.#network) await this.#isThrownAway();
    // The device belongs to the test, which may still listen on it.
    else await stopPresence(this.presence);
  }

  /** The page ends, and the network ends its sockets. */
  async crashes(): Promise<void> {
    this.#client?.stop();
    this.#ownNetwork.cut();
    await this.#isThrownAway();
  }

  /** The device ends. The server does not notice. */
  async losesPower(): Promise<void> {
    this.#client?.stop();
    this.#ownNetwork.silence();
    await this.#isThrownAway();
  }

  /** The page is loaded again: the new one starts before the old one ends. */
  async reloads(): Promise<Tab> {
    const next = this.person.opensTab();
    await this.closes();
    return next;
  }

  /** No message gets through, and neither side notices: a laptop that sleeps, a network that drops packets. */
  fallsSilent(): void {
    this.#ownNetwork.silence();
  }

  /** Messages get through again after {@link fallsSilent}. */
  wakes(): void {
    this.#ownNetwork.heal();
  }

  /** The Realtime Database is out of reach, and the device notices. */
  losesDatabase(): void {
    this.#ownNetwork.cut();
  }

  /** The device continues over another network. The server has not noticed that the old socket is dead. */
  changesNetwork(): void {
    this.#ownNetwork.strand();
    this.blips();
  }

  /** The connection to the Realtime Database ends in good order. */
  losesConnection(): void {
    goOffline(this.device.database);
  }

  regainsConnection(): void {
    goOnline(this.device.database);
  }

  /** The socket ends, and the tab connects again at once. */
  blips(): void {
    this.losesConnection();
    this.regainsConnection();
  }

  losesFirestore(): Promise<void> {
    return disableNetwork(this.device.firestore);
  }

  regainsFirestore(): Promise<void> {
    return enableNetwork(this.device.firestore);
  }

  /** The device has no network, and notices. */
  async losesNetwork(): Promise<void> {
    this.losesConnection();
    await this.losesFirestore();
  }

  /** Another app on the device, written as Firebase's documentation shows, replaces the whole node. */
  async runsDocumentedApp(): Promise<void> {
    const node = ref(this.device.database, `status/${this.person.uid}`);
    await onDisconnect(node).set({ state: 'offline', last_changed: serverTimestamp() });
    await set(node, { state: 'online', last_changed: serverTimestamp() });
  }

  /** Removes all that is left of the tab in this process. */
  async dispose(): Promise<void> {
    this.#network?.heal();
    await this.#isThrownAway();
    await this.#network?.close();
  }

  async #isThrownAway(): Promise<void> {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#client?.stop();
    await deleteApp(this.device.app);
    // The server still waits for an answer through a silent network.
    if (!this.#network?.silent) await this.#network?.close();
  }

  get #ownNetwork(): FaultProxy {
    if (!this.#network) throw new Error('The network of this tab cannot fail');
    return this.#network;
  }
}
