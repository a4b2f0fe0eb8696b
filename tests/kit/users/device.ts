import { randomUUID } from 'node:crypto';
import { deleteApp, type FirebaseApp, FirebaseError, initializeApp } from 'firebase/app';
import {
  type Auth,
  connectAuthEmulator,
  initializeAuth,
  inMemoryPersistence,
  signInWithCustomToken,
} from 'firebase/auth';
import { connectDatabaseEmulator, type Database, getDatabase } from 'firebase/database';
import { connectFirestoreEmulator, type Firestore, getFirestore, initializeFirestore } from 'firebase/firestore';
import { getAuth as getAdminAuth } from 'firebase-admin/auth';
import { onTestFinished } from 'vitest';
import * as suite from '../suite.ts';

/** Firebase's SDKs of one device, connected to the suite. */
export interface Device {
  app: FirebaseApp;
  auth: Auth;
  database: Database;
  firestore: Firestore;
}

/**
 * Connects a device.
 *
 * @param address where the device finds the Realtime Database, for example behind a network that fails
 */
export function connectDevice(config: Record<string, string> = {}, { host, port } = suite.database()): Device {
  const app = initializeApp({ projectId: suite.PROJECT, apiKey: 'any', ...config }, randomUUID());
  const auth = initializeAuth(app, { persistence: inMemoryPersistence });
  connectAuthEmulator(auth, `http://127.0.0.1:${suite.auth().port}`, { disableWarnings: true });
  const database = getDatabase(app);
  connectDatabaseEmulator(database, host, port);
  initializeFirestore(app, { ignoreUndefinedProperties: false });
  const firestore = getFirestore(app);
  connectFirestoreEmulator(firestore, suite.firestore().host, suite.firestore().port);
  return { app, auth, database, firestore };
}

/** Connects a device that is disconnected when the test ends. */
export function newDevice(config?: Record<string, string>, address?: suite.Address): Device {
  const device = connectDevice(config, address);
  onTestFinished(() => deleteApp(device.app));
  return device;
}

const MOST_TRIES = 5;

/**
 * Signs a user in. Tries again if the request fails: on a loaded machine, the Authentication emulator closes an idle connection just as a
 * request is sent on it ("other side closed"). A browser repeats such a request by itself, and the `fetch` of Node does not.
 */
export async function signInAs({ auth }: Device, uid: string): Promise<void> {
  const token = await customToken(uid);
  for (let tries = 1; ; tries++) {
    try {
      await signInWithCustomToken(auth, token);
      return;
    } catch (error) {
      const isNetwork = error instanceof FirebaseError && error.code === 'auth/network-request-failed';
      if (!isNetwork || tries === MOST_TRIES) throw error;
    }
  }
}

/** Creates a token with which a client can sign in as a user. */
export function customToken(uid: string): Promise<string> {
  return getAdminAuth(suite.admin().app).createCustomToken(uid);
}
