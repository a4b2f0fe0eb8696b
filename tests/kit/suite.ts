import { type App, getApps, initializeApp } from 'firebase-admin/app';
import { type Database, getDatabaseWithUrl } from 'firebase-admin/database';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';

/*
 * The running emulator suite. A test finds it through the environment variables that `firebase emulators:exec` sets.
 */

/** The project whose functions the suite runs. */
export const PROJECT = 'demo-presence';

/** The instance that an app without a databaseURL uses. The suite gives it the deployed rules. */
export const DATABASE_URL = `https://${PROJECT}-default-rtdb.firebaseio.com`;

export interface Address {
  host: string;
  port: number;
}

export const auth = (): Address => address('FIREBASE_AUTH_EMULATOR_HOST');
export const database = (): Address => address('FIREBASE_DATABASE_EMULATOR_HOST');
export const firestore = (): Address => address('FIRESTORE_EMULATOR_HOST');

/** Asks the hub for the address of an emulator that has no environment variable. */
export async function emulator(name: 'functions' | 'hosting'): Promise<Address> {
  const hub = address('FIREBASE_EMULATOR_HUB');
  const answer = await fetch(`http://${hub.host}:${hub.port}/emulators`);
  const running: Record<string, Address> = JSON.parse(await answer.text());
  const found = running[name];
  if (!found) throw new Error(`The ${name} emulator does not run.`);
  return found;
}

/** The Admin SDK, past the security rules. */
export function admin(databaseURL: string = DATABASE_URL): { database: Database; firestore: Firestore; app: App } {
  const app =
    getApps().find(({ name }) => name === '[DEFAULT]') ??
    initializeApp({ projectId: PROJECT, databaseURL: DATABASE_URL });
  return { app, database: getDatabaseWithUrl(databaseURL, app), firestore: getFirestore(app) };
}

function address(variable: string): Address {
  const value = process.env[variable];
  if (!value) {
    throw new Error(
      `The emulator suite does not run: ${variable} is not set. Run: npm run emulators -- exec "<command>"`,
    );
  }
  const colon = value.lastIndexOf(':');
  return { host: value.slice(0, colon), port: Number(value.slice(colon + 1)) };
}
