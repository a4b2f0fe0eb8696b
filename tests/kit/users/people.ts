import { deleteApp } from 'firebase/app';
import { signOut } from 'firebase/auth';
import { goOffline, goOnline } from 'firebase/database';
import { Timestamp } from 'firebase-admin/firestore';
import {
  type ConnectionState,
  getPresence,
  onConnectionStateChanged,
  type Presence,
  type PresenceOptions,
  stopPresence,
} from 'firebase-presence';
import { expect, onTestFinished } from 'vitest';
import { type ConnectionPlace, leasePath, randomId, readSeats, statusPath } from '../../../contract/index.ts';
import * as suite from '../suite.ts';
import { unique } from '../unique.ts';
import { connectDevice, type Device, signInAs } from './device.ts';

/** Somebody with a uid that no other test has. */
export class Person {
  readonly uid: string;

  constructor(name: string) {
    this.uid = unique(name);
  }

  /** A device or a tab with the SDK in it; signed in and connected. */
  async opensTab(options?: PresenceOptions, device: Device = newDevice()): Promise<Tab> {
    const tab = new Tab(this, device);
    await tab.signsInAs(this);
    tab.startsPresence(options);
    await tab.isConnected();
    return tab;
  }

  /** A device without our SDK: an app of somebody else's making. */
  async opensDevice(): Promise<Device> {
    const device = newDevice();
    await signInAs(device, this.uid);
    return device;
  }
}

export const person = (name: string): Person => new Person(name);

/** A device that is gone with the test. */
export function newDevice(config?: Record<string, string>, database?: suite.Address): Device {
  const device = connectDevice(config, database);
  onTestFinished(() => deleteApp(device.app));
  return device;
}

export class Tab {
  readonly person: Person;
  readonly device: Device;
  #presence: Presence | null = null;

  constructor(person: Person, device: Device) {
    this.person = person;
    this.device = device;
  }

  get presence(): Presence {
    if (!this.#presence) throw new Error('This tab has no presence yet: call startsPresence()');
    return this.#presence;
  }

  startsPresence(options?: PresenceOptions): Presence {
    this.#presence = getPresence(this.device.app, options);
    return this.#presence;
  }

  signsInAs(someone: Person): Promise<void> {
    return signInAs(this.device, someone.uid);
  }

  async signsOut(): Promise<void> {
    await signOut(this.device.auth);
  }

  /** The socket ends without a word, as it does when a tab is closed. */
  async closes(): Promise<void> {
    goOffline(this.device.database);
    await stopPresence(this.presence);
  }

  losesConnection(): void {
    goOffline(this.device.database);
  }

  regainsConnection(): void {
    goOnline(this.device.database);
  }

  isConnected(): Promise<void> {
    return this.connectionIs('connected');
  }

  connectionIs(wanted: ConnectionState): Promise<void> {
    return connectionIs(this.presence, wanted);
  }
}

export const isConnected = (presence: Presence): Promise<void> => connectionIs(presence, 'connected');

function connectionIs(presence: Presence, wanted: ConnectionState): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = onConnectionStateChanged(
      presence,
      (state) => {
        if (state !== wanted) return;
        queueMicrotask(() => stop());
        resolve();
      },
      reject,
    );
  });
}

/** What Firestore says of a person, and has said. */
export class Watch {
  readonly states: unknown[] = [];
  readonly documents: (Record<string, unknown> | undefined)[] = [];

  constructor(uid: string, collection = 'status') {
    const document = suite.admin().firestore.collection(collection).doc(uid);
    const stop = document.onSnapshot((snapshot) => {
      this.documents.push(snapshot.data());
      this.states.push(snapshot.data()?.state ?? 'none');
    });
    onTestFinished(stop);
  }

  get state(): unknown {
    return this.states.at(-1);
  }

  /** Milliseconds since the epoch. */
  get lastChanged(): number {
    const stands: unknown = this.documents.at(-1)?.last_changed;
    if (!(stands instanceof Timestamp)) throw new Error('The document holds no last_changed');
    return stands.toMillis();
  }

  async sees(state: 'online' | 'offline' | 'none'): Promise<void> {
    await expect.poll(() => this.state).toBe(state);
  }
}

export function watch({ uid }: { uid: string }): Watch {
  return new Watch(uid);
}

/** The person's node in the Realtime Database, as it stands on the server. */
export async function node({ uid }: { uid: string }): Promise<Record<string, unknown> | null> {
  return (await suite.admin().database.ref(`status/${uid}`).get()).val();
}

/** The user's connections, with the seats that their leases name. */
export async function places({ uid }: { uid: string }, database = suite.admin().database): Promise<ConnectionPlace[]> {
  const records = (await database.ref(`${statusPath(uid)}/connections`).get()).val() ?? {};
  return await Promise.all(
    Object.entries<Record<string, unknown>>(records).map(async ([id, { slot }]) => {
      const lease = await database.ref(leasePath(uid, String(slot))).get();
      return { uid, id, slot: String(slot), seats: readSeats(lease.child('rooms').val()) };
    }),
  );
}

/** Where a client that is not ours puts a connection. */
export function place({ uid }: { uid: string }, slot: string): ConnectionPlace {
  return { uid, id: randomId((bytes) => crypto.getRandomValues(bytes)), slot, seats: [] };
}

/** The ids of the connections that stand. */
export async function connections(someone: { uid: string }): Promise<string[]> {
  const standing = (await node(someone))?.connections;
  return Object.keys(standing ?? {});
}
