import type { FirebaseApp } from 'firebase/app';
import { type Database, getDatabase } from 'firebase/database';
import { PresenceError } from './errors.ts';

/**
 * How long the first connection of a user may take before the app is told that something is wrong. Where a network swallows WebSockets,
 * Firebase waits 30 seconds for one, and then goes on without.
 */
export const UNREACHABLE_AFTER_MS = 45_000;

/** @throws `presence/no-database` */
export function databaseOf(app: FirebaseApp, url?: string): Database {
  try {
    return getDatabase(app, url);
  } catch (error) {
    throw new PresenceError(
      'presence/no-database',
      `The config of the app '${app.name}' names no Realtime Database. Create one in the Firebase console, and copy the config again: it then has a databaseURL.`,
      error,
    );
  }
}

export function unreachable(database: Database): PresenceError {
  return new PresenceError(
    'presence/database-unreachable',
    `No connection to the Realtime Database for ${UNREACHABLE_AFTER_MS / 1000} seconds. Check that ${database.app.options.databaseURL ?? 'the default instance'} exists and that the network lets this device reach it. The attempts go on.`,
  );
}
