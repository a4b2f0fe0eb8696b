import type { FirebaseApp } from 'firebase/app';
import { getPresence, type Presence, type PresenceOptions } from 'firebase-presence';
import { getPresence as getPresenceWithoutFirestore } from 'firebase-presence/without-firestore';
import { isConnected } from './connection-state.ts';
import type { Device } from './device.ts';

/** The client of a presence system on one device. */
export interface Client {
  /** The instance of this package; none for other systems. */
  readonly presence?: Presence;
  /** Resolves when the server knows that the user is online. */
  isStarted(): Promise<void>;
  /** Ends what the client does on the device. The server does not hear of it. */
  stop(): void;
}

/** Starts a client on a device on which a user is signed in. */
export type StartClient = (device: Device, uid: string, options?: PresenceOptions) => Client;

/** Starts this package. */
export const startOurs: StartClient = startWith(getPresence);

/** Starts this package in a page without Firestore. */
export const startOursWithoutFirestore: StartClient = startWith(getPresenceWithoutFirestore);

function startWith(start: (app: FirebaseApp, options?: PresenceOptions) => Presence): StartClient {
  return ({ app }, _uid, options) => {
    const presence = start(app, options);
    return { presence, isStarted: () => isConnected(presence), stop: () => undefined };
  };
}
