import { deleteApp } from 'firebase/app';
import { getPresence, onStatusChanged, type Presence } from 'firebase-presence/without-firestore';
import type * as suite from '../suite.ts';
import { unique } from '../unique.ts';
import { connectDevice, type Device, signInAs } from './device.ts';
import type { StatusSource } from './watch.ts';

/** A page without Firestore whose user watches others and is never online. */
export class DatabaseWatcher {
  readonly #device: Device;
  readonly #presence: Presence;

  /** @param address where the page finds the Realtime Database */
  static async open(config: Record<string, string>, address: suite.Address): Promise<DatabaseWatcher> {
    const device = connectDevice(config, address);
    await signInAs(device, unique('watcher'));
    return new DatabaseWatcher(device);
  }

  private constructor(device: Device) {
    this.#device = device;
    this.#presence = getPresence(device.app, { watchOnly: true });
  }

  /** The status of a user as the page shows it. A user without a public status is offline there. */
  sees(uid: string): StatusSource {
    return (next) => onStatusChanged(this.#presence, uid, (status) => status && next({ ...status }));
  }

  close(): Promise<void> {
    return deleteApp(this.#device.app);
  }
}
