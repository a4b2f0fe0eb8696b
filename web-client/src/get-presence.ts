import { type FirebaseApp, getApp } from 'firebase/app';
import { type Auth, getAuth } from 'firebase/auth';
import { mirrorOwnState } from './in-firestore/index.ts';
import { type Presence, type PresenceOptions, presenceIn, presenceWith } from './session/index.ts';

/**
 * Starts presence in this client. From now on the signed-in user is online while this client is connected. Presence follows each sign-in,
 * sign-out and switch of the user. The app needs Authentication, Realtime Database and Firestore.
 *
 * A second call for the same app returns the same instance.
 *
 * @param app default: the default app
 * @throws `presence/invalid-argument` if an option cannot be used
 * @throws `presence/no-database` if the app's config names no Realtime Database
 * @throws `presence/already-initialized` if an earlier call had other options
 *
 * @example
 * const presence = getPresence(initializeApp(config));
 * onOnlineUsersChanged(presence, ({ users }) => console.log(`${users.length} online`));
 */
export function getPresence(app: FirebaseApp = getApp(), options?: PresenceOptions): Presence {
  const instance = presenceIn(app, getAuth, options);
  mirrorOwnState(instance);
  return instance;
}

/**
 * Starts presence as {@link getPresence} does, for an app that calls `initializeAuth` in place of `getAuth`. A bundler then leaves out
 * `getAuth` with its popups and redirects, about 4 kB (gzipped).
 *
 * A second call for the same app returns the same instance, and so does `getPresence`.
 *
 * @param auth what `initializeAuth` returned. Presence belongs to its app.
 * @throws `presence/invalid-argument` if `auth` is not an Auth, or if an option cannot be used
 * @throws `presence/no-database` if the app's config names no Realtime Database
 * @throws `presence/already-initialized` if an earlier call had other options
 *
 * @example
 * const auth = initializeAuth(initializeApp(config), { persistence: indexedDBLocalPersistence });
 * const presence = initializePresence(auth);
 */
export function initializePresence(auth: Auth, options?: PresenceOptions): Presence {
  const instance = presenceWith(auth, options);
  mirrorOwnState(instance);
  return instance;
}
