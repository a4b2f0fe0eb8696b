import type { FirebaseApp } from 'firebase/app';
import type { Auth } from 'firebase/auth';
import { type Database, getDatabase, ref } from 'firebase/database';
import { databaseError, invalidArgument, messageOf, PresenceError } from '../core/index.ts';
import { spellingsOf } from './database-url.ts';

/**
 * How long the first connection of a user may take before the client reports an error, in milliseconds. If a network drops WebSockets,
 * Firebase waits 30 seconds for one and then continues without it.
 */
export const UNREACHABLE_AFTER_MS = 45_000;

/**
 * Opens a Realtime Database instance.
 *
 * @param url the result of the app's option `databaseUrl`; undefined: the app's own database
 * @throws `presence/no-database`, `presence/invalid-argument` or `presence/unknown`
 */
export function databaseOf(app: FirebaseApp, url?: string): Database {
  let problem: unknown;
  for (const spelling of spellingsOf(app.options, url)) {
    try {
      return getDatabase(app, spelling);
    } catch (error) {
      problem = error;
      // The app opened this database with another spelling of its URL. Firebase has one object for each spelling.
      if (!/multiple times/.test(messageOf(error))) break;
    }
  }
  throw explain(app, url, problem);
}

function explain({ name, options }: FirebaseApp, url: string | undefined, cause: unknown): PresenceError {
  const text = messageOf(cause);
  if (url === undefined && !options.databaseURL && !options.projectId) {
    return new PresenceError(
      'presence/no-database',
      `The config of the app '${name}' has no databaseURL. Create a Realtime Database in the Firebase console. Then copy the config again.`,
      cause,
    );
  }
  if (!/url/i.test(text)) return databaseError(cause, `open the Realtime Database of the app '${name}'`);
  const advice =
    'It has to be the URL of a Realtime Database without a path, for example https://example-default-rtdb.firebaseio.com.';
  return url === undefined
    ? new PresenceError(
        'presence/no-database',
        `The databaseURL of the app '${name}' is ${JSON.stringify(options.databaseURL)}. ${advice}`,
        cause,
      )
    : invalidArgument(`The option databaseUrl returned ${JSON.stringify(url)}. ${advice}`, cause);
}

/**
 * Checks that the database uses its emulator if Auth does: only emulators accept the tokens of the Auth emulator. Call it after the app
 * has set up its database, because the call fixes the address.
 *
 * @throws `presence/emulator-not-connected`
 */
export function assertEmulated(auth: Auth, database: Database): void {
  const url = String(ref(database));
  if (auth.emulatorConfig === null || !/^https:[^?]+\.(firebaseio\.com|firebasedatabase\.app)[:/]/.test(url)) return;
  throw notEmulated('Realtime Database', url, "connectDatabaseEmulator(getDatabase(app), '127.0.0.1', 9000)");
}

/** Not public: the error for a product that does not use its emulator while Auth does. */
export function notEmulated(product: string, address: string, call: string, more = ''): PresenceError {
  return new PresenceError(
    'presence/emulator-not-connected',
    `Auth uses its emulator, but the ${product} is ${address}, which refuses the users of the emulator. Call ${call} right after initializeApp, with the port of your emulator.${more}`,
  );
}

export function unreachable(database: Database): PresenceError {
  const { databaseURL } = database.app.options;
  return new PresenceError(
    'presence/database-unreachable',
    `Cannot connect to the Realtime Database: no answer for ${UNREACHABLE_AFTER_MS / 1000} seconds. Check that ${String(ref(database))} exists${databaseURL ? '' : ' (the config has no databaseURL)'}, and that the network allows a connection to it. The SDK keeps trying.`,
  );
}
