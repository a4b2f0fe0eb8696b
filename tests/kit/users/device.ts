import { randomUUID } from 'node:crypto';
import { type FirebaseApp, initializeApp } from 'firebase/app';
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
import * as suite from '../suite.ts';

/** The Firebase SDKs of one device, connected to the suite. */
export interface Device {
  app: FirebaseApp;
  auth: Auth;
  database: Database;
  firestore: Firestore;
}

/** @param database where the Realtime Database is for this device: perhaps behind a network that fails */
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

export async function signInAs({ auth }: Device, uid: string): Promise<void> {
  await signInWithCustomToken(auth, await getAdminAuth(suite.admin().app).createCustomToken(uid));
}
